-- What linking would have made of the evidence before {until}, from what is known of the world.
CREATE OR REPLACE TEMP TABLE known AS
SELECT *, 'e' || left(sha256(first_value(report_id) OVER by_act), 12) AS event_id,
  row_number() OVER by_act AS turn,
  CASE WHEN copied THEN first_value(article_id) OVER (PARTITION BY s ORDER BY n) ELSE article_id END
    AS independent_id
FROM told WHERE published <= '{until}'
WINDOW by_act AS (PARTITION BY act ORDER BY published, report_id);

INSERT INTO linked.event_report SELECT event_id, report_id FROM known ORDER BY report_id;

CREATE OR REPLACE TEMP TABLE settled AS
SELECT event_id, any_value(type) AS type, any_value(status) AS status, any_value(dated) AS dated,
  any_value(done) AS done, any_value(actor) AS actor, any_value(recipient) AS recipient,
  any_value(actor_role) AS actor_role, any_value(recipient_role) AS recipient_role,
  any_value(place) AS place, count(*)::INTEGER AS reports, any_value(act) AS act,
  count(DISTINCT independent_id)::INTEGER AS independent_reports,
  min(published) AS first_reported, max(published) AS last_reported,
  arg_min(report_id, (published, report_id)) AS first_report, any_value(publisher) AS publisher
FROM known GROUP BY event_id;

INSERT INTO linked.event BY NAME
SELECT event_id, type.name AS type, type.quad AS quad, false AS mutual, status,
  CASE WHEN dated THEN strftime(done, '%Y-%m-%d') END AS edtf,
  CASE WHEN dated THEN done ELSE first_reported END AS first_day, first_day AS last_day,
  CASE WHEN place IS NOT NULL THEN 'Town ' || recipient || place END AS place,
  CASE WHEN place IS NOT NULL THEN recipient END AS place_country,
  CASE WHEN place IS NOT NULL THEN 120.0 * chance(recipient, place) - 60 END AS latitude,
  CASE WHEN place IS NOT NULL THEN 360.0 * chance(place, recipient) - 180 END AS longitude,
  [actor_role.name || ' of ' || actor] AS actors, [actor] AS actor_countries,
  [actor_role.sector] AS actor_sectors,
  [recipient_role.name || ' of ' || recipient] AS recipients, [recipient] AS recipient_countries,
  [recipient_role.sector] AS recipient_sectors,
  round(0.3 + 0.7 * chance(act, 41), 3) AS confidence, reports, independent_reports,
  []::VARCHAR[] AS disagreement, first_reported, last_reported
FROM settled ORDER BY first_report;

INSERT INTO linked.dyad BY NAME
SELECT e.event_id, s.actor, s.recipient, e.type, e.quad, e.mutual, e.status, e.first_day AS "day",
  e.confidence, e.independent_reports, true AS counted
FROM settled s JOIN linked.event e USING (event_id) ORDER BY s.first_report;

INSERT INTO linked.event_country BY NAME
SELECT event_id, unnest(list_distinct([s.actor, s.recipient])) AS country, e.first_day, e.last_day,
  e.quad
FROM settled s JOIN linked.event e USING (event_id) ORDER BY s.first_report;

INSERT INTO linked.claim BY NAME
SELECT event_id, 'c' || substr(event_id, 2) AS claim_id,
  CASE WHEN status = 'denied' OR chance(act, 51) < 0.3 THEN 'disputed' ELSE 'open' END AS standing,
  first_reported AS opened, first_reported AS last_stance,
  list_sort(list_distinct([actor, recipient])) AS countries, last_reported
FROM settled WHERE status IN ('alleged', 'denied') ORDER BY first_report;

INSERT INTO linked.stance BY NAME
SELECT event_id, number, CASE number WHEN 1 THEN recipient_role.name || ' of ' || recipient
    ELSE actor_role.name || ' of ' || actor END AS speaker,
  CASE number WHEN 1 THEN recipient ELSE actor END AS speaker_country,
  CASE number WHEN 1 THEN 'alleges' ELSE 'denies' END AS stance, first_reported AS taken,
  first_report AS report_id
FROM (SELECT *, unnest(CASE WHEN standing = 'disputed' THEN [1, 2] ELSE [1] END) AS number
  FROM settled JOIN linked.claim USING (event_id))
ORDER BY first_report, number;

INSERT INTO linked.agenda BY NAME
SELECT event_id, 'a' || substr(event_id, 2) AS item_id, first_reported AS announced,
  CASE WHEN dated THEN strftime(done + 20, '%Y-%m-%d') END AS due,
  CASE WHEN dated THEN done + 20 END AS due_first, CASE WHEN dated THEN done + 20 END AS due_last,
  'pending' AS outcome, list_sort(list_distinct([actor, recipient])) AS countries, last_reported
FROM settled WHERE status IN ('planned', 'possible') ORDER BY first_report;

INSERT INTO linked.agenda_change BY NAME
SELECT event_id, 1 AS number, first_reported AS reported, status,
  CASE WHEN dated THEN strftime(done + 20, '%Y-%m-%d') END AS due, first_report AS report_id
FROM settled WHERE status IN ('planned', 'possible') ORDER BY first_report;

INSERT INTO linked.story_article BY NAME
SELECT 's' || left(sha256(min(article_id) OVER (PARTITION BY s)), 12) AS story_id, article_id
FROM article WHERE published <= '{until}' ORDER BY article_id;

INSERT INTO linked.copy BY NAME
SELECT DISTINCT article_id, independent_id,
  CASE WHEN article_id = independent_id THEN 'original' ELSE 'copy' END AS relation,
  1.0 AS shared_text
FROM known ORDER BY article_id;

INSERT INTO linked.article_pair BY NAME
SELECT a.article_id AS first, b.article_id AS second,
  round(CASE WHEN b.copied THEN 0.95 ELSE 0.3 + 0.4 * chance(a.s * 100 + a.n, b.n) END, 6) AS score
FROM article a JOIN article b ON a.s = b.s AND a.article_id < b.article_id
WHERE b.published <= '{until}' AND a.n < 12 AND b.n < 12 ORDER BY b.article_id;

INSERT INTO linked.text_pair
SELECT DISTINCT least(article_id, independent_id), greatest(article_id, independent_id), 1.0
FROM known WHERE article_id <> independent_id;

INSERT INTO linked.linked_report SELECT report_id, article_id FROM known ORDER BY report_id;

INSERT INTO linked.report_key BY NAME
SELECT report_id, article_id, type, "key", contains("key", '|') AS dyad,
  (CASE WHEN pending THEN least(first, published) ELSE first END) - 3 AS first,
  CASE WHEN pending THEN published + 200 ELSE last END AS last,
  near - 3 AS near_first, last AS near_last, marks
FROM (
  SELECT report_id, article_id, type.name AS type, published, number,
    status IN ('planned', 'possible', 'negated') AS pending,
    CASE WHEN dated THEN done ELSE published - 3 END AS first,
    CASE WHEN dated THEN done ELSE published END AS last,
    first AS near,
    list_sort(list_distinct(["trigger", rare(chance(act, 21)), rare(chance(act, 22)),
      rare(chance(act, 23)), topic(s, chance(words, 1))])) AS marks,
    unnest(list_distinct([actor, recipient, least(actor, recipient) || '|'
      || greatest(actor, recipient)])) AS "key"
  FROM known
) ORDER BY report_id;

INSERT INTO linked.report_pair BY NAME
SELECT a.report_id AS first, b.report_id AS second,
  round(0.6 + 0.35 * chance(a.act * 100 + a.n, b.n), 6) AS score,
  [0.9, 0.9, 1.0, 1.0, NULL, 0.6, 0.8] AS features
FROM known a JOIN known b ON a.act = b.act AND a.report_id < b.report_id
WHERE a.n < 12 AND b.n < 12 ORDER BY b.report_id;

INSERT INTO linked.fingerprint BY NAME
SELECT article_id, left(md5(article_id), 16) AS content_id, 'generated' AS maker_id,
  published - DATE '0001-01-01' + 1 AS "day",
  (hash(article_id) % 1000000007)::BIGINT AS text_hash,
  list_transform(range(60), lambda j: (hash(article_id, j) % 4294967295)::UINTEGER) AS terms,
  list_transform(range(60), lambda j: (500 + hash(article_id, j) % 1500)::USMALLINT) AS weights
FROM article WHERE published < '{since}' ORDER BY article_id;
