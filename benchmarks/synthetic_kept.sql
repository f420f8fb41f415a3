-- The articles of a period, with what a reader would have read from them, as evidence.
-- {target} is the database that they are written to; {since} and {until} are days.
INSERT INTO {target}.kept.maker SELECT 'generated', 'generated', '', '', ''
WHERE NOT EXISTS (FROM {target}.kept.maker);

INSERT INTO {target}.kept.article BY NAME
SELECT a.article_id, left(md5(a.article_id), 16) AS content_id,
  concat_ws(' ', a.home, topic(a.s, chance(a.s, 31)), topic(a.s, chance(a.s, 32)), a.other,
    topic(a.s, chance(a.n, a.s)), frequent(chance(a.n + 1, a.s))) AS title,
  t."text", a.published, a.publisher,
  'https://example.org/' || a.article_id AS url, NULL AS superseded_by, t.reports
FROM article a JOIN (
  SELECT article_id, string_agg(sentence, chr(10) ORDER BY number) AS "text",
    count(*)::INTEGER AS reports
  FROM told WHERE published BETWEEN '{since}' AND '{until}' GROUP BY article_id
) t USING (article_id) ORDER BY a.article_id;

INSERT INTO {target}.kept.reading BY NAME
SELECT article_id, 'generated' AS maker_id, []::VARCHAR[] AS notes FROM article
WHERE published BETWEEN '{since}' AND '{until}' ORDER BY article_id;

CREATE OR REPLACE TEMP TABLE chosen AS
SELECT *, {{'field': 'text', 'start': "start", 'end': ("start" + length(sentence))::INTEGER}}
    AS evidence,
  {{'field': 'text', 'start': ("start" + "at")::INTEGER,
    'end': ("start" + "at" + length("trigger"))::INTEGER}} AS cue
FROM told WHERE published BETWEEN '{since}' AND '{until}';

INSERT INTO {target}.kept.report BY NAME
SELECT article_id, number, report_id, type.name AS type, type.quad AS quad, NULL AS mode,
  false AS mutual, status,
  CASE WHEN dated THEN strftime(done, '%Y-%m-%d') END AS edtf, NULL AS date_span,
  CASE WHEN dated THEN strftime(published, '%Y-%m-%d') END AS date_base,
  CASE WHEN dated THEN done END AS first_day, CASE WHEN dated THEN done END AS last_day,
  CASE WHEN place IS NOT NULL THEN 'Town ' || recipient || place END AS place,
  CASE WHEN place IS NOT NULL THEN recipient END AS place_country,
  CASE WHEN place IS NOT NULL THEN 120.0 * chance(recipient, place) - 60 END AS latitude,
  CASE WHEN place IS NOT NULL THEN 360.0 * chance(place, recipient) - 180 END AS longitude,
  NULL AS geonameid, NULL AS place_span,
  round(0.3 + 0.7 * chance(words, 41), 3) AS confidence,
  published - done > 5 AS background, []::VARCHAR[] AS contexts, NULL AS explanation
FROM chosen ORDER BY article_id, number;

INSERT INTO {target}.kept.mention BY NAME
SELECT article_id, number AS report_number, 1 AS number, evidence, cue AS "trigger"
FROM chosen ORDER BY article_id, number;

INSERT INTO {target}.kept.party BY NAME
SELECT article_id, number AS report_number, part, 1 AS number, "name", country, sector,
  NULL AS actor_id, cue AS span, NULL AS resolution
FROM (
  SELECT article_id, number, cue, 'actor' AS part, actor_role.name || ' of ' || actor AS "name",
    actor AS country, actor_role.sector AS sector FROM chosen
  UNION ALL
  SELECT article_id, number, cue, 'recipient', recipient_role.name || ' of ' || recipient,
    recipient, recipient_role.sector FROM chosen
  UNION ALL
  SELECT article_id, number, cue, 'said by', recipient_role.name || ' of ' || recipient,
    recipient, recipient_role.sector FROM chosen WHERE status = 'alleged'
) ORDER BY article_id, number, part;

INSERT INTO {target}.kept.statement BY NAME
SELECT article_id, number, 'minister of ' || actor AS speaker, actor AS speaker_country,
  'GOV' AS speaker_sector, NULL AS speaker_id, cue AS speaker_name_span,
  NULL AS speaker_resolution, cue AS speaker_span, cue, [evidence] AS content,
  chance(words, 42) < 0.4 AS direct, NULL AS addressee, NULL AS channel
FROM chosen WHERE number <= 2 ORDER BY article_id, number;

INSERT INTO {target}.kept.time BY NAME
SELECT article_id, number, cue AS span, strftime(done, '%Y-%m-%d') AS edtf,
  strftime(published, '%Y-%m-%d') AS base
FROM chosen WHERE dated ORDER BY article_id, number;

INSERT INTO {target}.kept.place BY NAME
SELECT article_id, number, cue AS span, 'Town ' || recipient || place AS "name",
  recipient AS country, 120.0 * chance(recipient, place) - 60 AS latitude,
  360.0 * chance(place, recipient) - 180 AS longitude, NULL AS geonameid
FROM chosen WHERE place IS NOT NULL ORDER BY article_id, number;
