-- What is derived from all articles together. Everything here can be rebuilt from schema "kept".
CREATE SCHEMA linked;

CREATE TABLE linked.version (linker VARCHAR);

CREATE TABLE linked.fingerprint (
  article_id VARCHAR, content_id VARCHAR, maker_id VARCHAR, day INTEGER, text_hash BIGINT,
  terms UINTEGER[], weights USMALLINT[]
);

CREATE TABLE linked.article_pair (first VARCHAR, second VARCHAR, score DOUBLE);

CREATE TABLE linked.story_article (story_id VARCHAR, article_id VARCHAR);

CREATE TABLE linked.copy (
  article_id VARCHAR, independent_id VARCHAR, relation VARCHAR, shared_text DOUBLE
);

CREATE TABLE linked.linked_report (report_id VARCHAR, article_id VARCHAR);

CREATE TABLE linked.report_key (
  report_id VARCHAR, article_id VARCHAR, type VARCHAR, "key" VARCHAR, dyad BOOLEAN,
  first DATE, last DATE, near_first DATE, near_last DATE, marks VARCHAR[]
);

CREATE TABLE linked.report_pair (
  first VARCHAR, second VARCHAR, score DOUBLE, features FLOAT[]
);

CREATE TABLE linked.event_report (event_id VARCHAR, report_id VARCHAR);

CREATE TABLE linked.event (
  event_id VARCHAR, type VARCHAR, quad VARCHAR, mode VARCHAR, mutual BOOLEAN, status VARCHAR,
  edtf VARCHAR, first_day DATE, last_day DATE,
  place VARCHAR, place_country VARCHAR, latitude DOUBLE, longitude DOUBLE, geonameid BIGINT,
  actors VARCHAR[], actor_countries VARCHAR[], actor_sectors VARCHAR[],
  recipients VARCHAR[], recipient_countries VARCHAR[], recipient_sectors VARCHAR[],
  confidence DOUBLE, reports INTEGER, independent_reports INTEGER, disagreement VARCHAR[],
  first_reported DATE, last_reported DATE
);

CREATE TABLE linked.dyad (
  event_id VARCHAR, actor VARCHAR, recipient VARCHAR, type VARCHAR, quad VARCHAR, mode VARCHAR,
  mutual BOOLEAN, status VARCHAR, day DATE, confidence DOUBLE, independent_reports INTEGER
);

CREATE TABLE linked.claim (event_id VARCHAR, claim_id VARCHAR, standing VARCHAR);

CREATE TABLE linked.stance (
  event_id VARCHAR, number INTEGER, speaker VARCHAR, speaker_country VARCHAR, stance VARCHAR,
  taken DATE, report_id VARCHAR
);

CREATE TABLE linked.agenda (
  event_id VARCHAR, item_id VARCHAR, announced DATE, due VARCHAR, due_first DATE, due_last DATE,
  outcome VARCHAR
);

CREATE TABLE linked.agenda_change (
  event_id VARCHAR, number INTEGER, reported DATE, status VARCHAR, due VARCHAR, report_id VARCHAR
);
