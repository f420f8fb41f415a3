-- What was read, as it was read. Nothing here is derived from more than one article.
CREATE SCHEMA kept;

CREATE TABLE kept.maker (
  maker_id VARCHAR, reader VARCHAR, model VARCHAR, knowledge VARCHAR, codebook VARCHAR
);

CREATE TABLE kept.article (
  article_id VARCHAR, content_id VARCHAR, title VARCHAR, "text" VARCHAR, published DATE,
  publisher VARCHAR, url VARCHAR, superseded_by VARCHAR, added TIMESTAMP DEFAULT now()
);

CREATE TABLE kept.reading (article_id VARCHAR, maker_id VARCHAR, notes VARCHAR[]);

CREATE TABLE kept.report (
  article_id VARCHAR, number INTEGER, report_id VARCHAR, type VARCHAR, quad VARCHAR, mode VARCHAR,
  mutual BOOLEAN, status VARCHAR,
  edtf VARCHAR, date_span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  date_base VARCHAR, first_day DATE, last_day DATE,
  place VARCHAR, place_country VARCHAR, latitude DOUBLE, longitude DOUBLE, geonameid BIGINT,
  place_span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  confidence DOUBLE, background BOOLEAN, contexts VARCHAR[], explanation VARCHAR
);

CREATE TABLE kept.mention (
  article_id VARCHAR, report_number INTEGER, number INTEGER,
  evidence STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  "trigger" STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER)
);

CREATE TABLE kept.party (
  article_id VARCHAR, report_number INTEGER, part VARCHAR, number INTEGER,
  "name" VARCHAR, country VARCHAR, sector VARCHAR, actor_id VARCHAR,
  span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER), resolution VARCHAR
);

CREATE TABLE kept.statement (
  article_id VARCHAR, number INTEGER,
  speaker VARCHAR, speaker_country VARCHAR, speaker_sector VARCHAR, speaker_id VARCHAR,
  speaker_name_span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  speaker_resolution VARCHAR,
  speaker_span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  cue STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  content STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER)[],
  direct BOOLEAN,
  addressee STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  channel STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER)
);

CREATE TABLE kept.time (
  article_id VARCHAR, number INTEGER,
  span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER), edtf VARCHAR, base VARCHAR
);

CREATE TABLE kept.place (
  article_id VARCHAR, number INTEGER,
  span STRUCT("field" VARCHAR, "start" INTEGER, "end" INTEGER),
  "name" VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE, geonameid BIGINT
);

CREATE TABLE kept.issue (
  source VARCHAR, stage VARCHAR, reason VARCHAR, added TIMESTAMP DEFAULT now()
);

CREATE TABLE kept.judgement (
  judgement_id VARCHAR, verdict VARCHAR, report_a VARCHAR, report_b VARCHAR,
  signed VARCHAR, made TIMESTAMP, note VARCHAR,
  withdrawn_by VARCHAR, withdrawn TIMESTAMP
);
