-- A made-up world of news for benchmarks: stories, their acts, the articles that tell them.
-- Parameters are replaced by synthetic.py: {seed}, {stories}, {recent}, {days}, {last}.
CREATE OR REPLACE TEMP MACRO chance(one, other) AS
  (hash(one, other, {seed}) % 1000003) / 1000003.0;
CREATE OR REPLACE TEMP MACRO country(x) AS
  getvariable('codes')[1 + floor(len(getvariable('codes')) * x ** 2.2)::INTEGER];
CREATE OR REPLACE TEMP MACRO rare(x) AS
  getvariable('rare')[1 + floor(len(getvariable('rare')) * x)::INTEGER];
CREATE OR REPLACE TEMP MACRO frequent(x) AS
  getvariable('frequent')[1 + floor(len(getvariable('frequent')) * x)::INTEGER];
CREATE OR REPLACE TEMP MACRO topic(s, x) AS rare(chance(s, 100 + floor(25 * x)));

-- A third of what is reported lies within one country; each story has a dyad of its own.
CREATE OR REPLACE TEMP TABLE story AS
SELECT s, CASE WHEN s < {recent} THEN DATE '{last}' - floor({days} * chance(s, 1))::INTEGER
    ELSE DATE '{last}' - {days} - floor(1820 * chance(s, 1) ** 1.5)::INTEGER END AS "day",
  country(chance(s, 2)) AS home,
  CASE WHEN chance(s, 3) < 0.35 THEN home ELSE country(chance(s, 4)) END AS other,
  3 + floor(5 * chance(s, 5))::INTEGER AS acts,
  least(80, floor(1 / (0.001 + chance(s, 6)) ** 0.6))::INTEGER AS articles
FROM (SELECT unnest(range({stories})) AS s);

CREATE OR REPLACE TEMP TABLE act AS
SELECT s, k, s * 10 + k AS act,
  getvariable('types')[1 + floor(16 * chance(act, 1) ** 1.8)::INTEGER] AS type,
  CASE WHEN chance(act, 2) < 0.6 THEN home ELSE country(chance(act, 3)) END AS actor,
  CASE WHEN chance(act, 4) < 0.6 THEN other ELSE country(chance(act, 5)) END AS recipient,
  "day" - CASE WHEN chance(act, 6) < 0.7 THEN 0 WHEN chance(act, 6) < 0.85 THEN 1
    WHEN chance(act, 6) < 0.93 THEN 2 + floor(5 * chance(act, 7))::INTEGER
    ELSE 10 + floor(390 * chance(act, 7))::INTEGER END AS done,
  CASE WHEN chance(act, 8) < 0.72 THEN 'occurred' WHEN chance(act, 8) < 0.8 THEN 'planned'
    WHEN chance(act, 8) < 0.84 THEN 'possible' WHEN chance(act, 8) < 0.94 THEN 'alleged'
    WHEN chance(act, 8) < 0.98 THEN 'denied' ELSE 'negated' END AS status,
  CASE WHEN chance(act, 9) < 0.4 THEN floor(8 * chance(act, 10))::INTEGER END AS place,
  chance(act, 11) < 0.8 AS dated,
  CASE WHEN chance(act, 12) < 0.5 THEN frequent(chance(act, 13)) ELSE topic(s, chance(act, 13)) END
    AS "trigger",
  getvariable('roles')[1 + floor(8 * chance(act, 14) ** 1.5)::INTEGER] AS actor_role,
  getvariable('roles')[1 + floor(8 * chance(act, 15) ** 1.5)::INTEGER] AS recipient_role
FROM (SELECT *, unnest(range(acts)) AS k FROM story);

-- A fifth of the later articles of a story are copies of its first.
CREATE OR REPLACE TEMP TABLE article AS
SELECT *, 'g' || lpad((row_number() OVER (ORDER BY published, s, n))::VARCHAR, 8, '0') AS article_id,
  'Outlet ' || floor(400 * chance(s * 100 + n, 3) ** 2)::INTEGER AS publisher
FROM (
  SELECT s, n, "day", home, other, n > 0 AND chance(s * 100 + n, 1) < 0.2 AS copied,
    "day" + CASE WHEN n = 0 THEN 0 ELSE floor(4 * chance(s * 100 + n, 2) ** 2)::INTEGER END
      AS published
  FROM (SELECT *, unnest(range(articles)) AS n FROM story)
) WHERE published <= DATE '{last}';

CREATE OR REPLACE TEMP TABLE told AS
SELECT * REPLACE (sentence || '.' AS sentence),
  article_id || '#' || number AS report_id,
  (sum(length(sentence) + 2) OVER (PARTITION BY article_id ORDER BY number
    ROWS UNBOUNDED PRECEDING) - length(sentence) - 2)::INTEGER AS "start",
  length(lead_in) AS "at"
FROM (
  SELECT a.article_id, a.published, a.copied, a.n, a.publisher, t.*,
    (row_number() OVER (PARTITION BY a.article_id ORDER BY t.k))::INTEGER AS number,
    CASE WHEN a.copied THEN act * 100 ELSE act * 100 + n END AS words,
    'The ' || actor_role.name || ' of ' || actor || ' ' AS lead_in,
    lead_in || "trigger" || ' the ' || recipient_role.name || ' of ' || recipient || ' '
      || concat_ws(' ', topic(t.s, chance(words, 1)), topic(t.s, chance(words, 2)),
        topic(t.s, chance(words, 3)), rare(chance(act, 21)), rare(chance(words, 5)),
        rare(chance(act, 22)), topic(t.s, chance(words, 6)), frequent(chance(words, 7)),
        rare(chance(words, 8)), rare(chance(act, 23)), topic(t.s, chance(words, 9)),
        frequent(chance(words, 10)), rare(chance(words, 11)), topic(t.s, chance(words, 12)),
        frequent(chance(words, 13)), topic(t.s, chance(words, 14))) AS sentence
  FROM article a JOIN act t USING (s)
  WHERE a.n = 0 OR a.copied OR t.k = 0 OR chance(a.s * 100 + a.n, 10 + t.k) < 0.5
);
