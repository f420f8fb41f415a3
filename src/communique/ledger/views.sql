-- The stable face of the ledger: what users ask. Tables underneath may change, these do not.
CREATE OR REPLACE MACRO span_text(title, body, span) AS
  substring(CASE span."field" WHEN 'title' THEN title ELSE body END,
            span."start" + 1, span."end" - span."start");

CREATE OR REPLACE VIEW articles AS
  SELECT article_id, title, "text", published, publisher, url, added
  FROM kept.article WHERE superseded_by IS NULL;

CREATE OR REPLACE VIEW superseded_articles AS
  SELECT article_id, superseded_by, title, "text", published, publisher, url, added
  FROM kept.article WHERE superseded_by IS NOT NULL AND ends_with(article_id, '@' || content_id);

-- Readings of the same words by another version stand under the article's id, "@" and its maker.
CREATE OR REPLACE VIEW superseded_readings AS
  SELECT article_id, superseded_by, reader, model, knowledge, codebook, notes
  FROM kept.article JOIN kept.reading USING (article_id) JOIN kept.maker USING (maker_id)
  WHERE superseded_by IS NOT NULL AND ends_with(article_id, '@' || maker_id);

CREATE OR REPLACE VIEW readings AS
  SELECT article_id, reader, model, knowledge, codebook, notes
  FROM kept.reading JOIN kept.maker USING (maker_id)
  WHERE article_id IN (SELECT article_id FROM articles);

CREATE OR REPLACE VIEW mentions AS
  SELECT r.report_id, r.article_id, m.number,
    span_text(a.title, a."text", m.evidence) AS sentence,
    span_text(a.title, a."text", m."trigger") AS "trigger",
    m.evidence."field" AS "field",
    m.evidence."start" AS sentence_start, m.evidence."end" AS sentence_end,
    m."trigger"."start" AS trigger_start, m."trigger"."end" AS trigger_end
  FROM kept.mention m
  JOIN kept.report r ON r.article_id = m.article_id AND r.number = m.report_number
  JOIN articles a ON a.article_id = m.article_id;

CREATE OR REPLACE VIEW parties AS
  SELECT r.report_id, r.article_id, p.part, p.number, p."name", p.country, p.sector, p.actor_id
  FROM kept.party p
  JOIN kept.report r ON r.article_id = p.article_id AND r.number = p.report_number
  JOIN articles a ON a.article_id = p.article_id;

CREATE OR REPLACE VIEW reports AS
  SELECT r.report_id, r.article_id, a.published, a.publisher, a.title,
    r.type, r.quad, r.mode, r.mutual, r.status,
    names.actors, names.actor_countries, names.recipients, names.recipient_countries,
    names.said_by, r.edtf, r.first_day, r.last_day,
    r.place, r.place_country, r.latitude, r.longitude, r.geonameid,
    r.confidence, r.background, r.contexts,
    span_text(a.title, a."text", m.evidence) AS sentence,
    span_text(a.title, a."text", m."trigger") AS "trigger"
  FROM kept.report r
  JOIN articles a ON a.article_id = r.article_id
  JOIN kept.mention m
    ON m.article_id = r.article_id AND m.report_number = r.number AND m.number = 1
  LEFT JOIN (
    SELECT article_id, report_number,
      coalesce(list("name" ORDER BY number) FILTER (part = 'actor'), []) AS actors,
      coalesce(list(country ORDER BY number) FILTER (part = 'actor'), []) AS actor_countries,
      coalesce(list("name" ORDER BY number) FILTER (part = 'recipient'), []) AS recipients,
      coalesce(list(country ORDER BY number) FILTER (part = 'recipient'), [])
        AS recipient_countries,
      coalesce(list("name" ORDER BY number) FILTER (part = 'said by'), []) AS said_by
    FROM kept.party GROUP BY article_id, report_number
  ) names ON names.article_id = r.article_id AND names.report_number = r.number;

CREATE OR REPLACE VIEW statements AS
  SELECT s.article_id, s.number, a.published, a.publisher, s.speaker, s.speaker_country,
    s.speaker_sector, span_text(a.title, a."text", s.speaker_span) AS speaker_words,
    span_text(a.title, a."text", s.cue) AS cue,
    array_to_string(
      list_transform(s.content, lambda one: span_text(a.title, a."text", one)), ' … ') AS content,
    s.direct, span_text(a.title, a."text", s.addressee) AS addressee,
    span_text(a.title, a."text", s.channel) AS channel
  FROM kept.statement s JOIN articles a ON a.article_id = s.article_id;

CREATE OR REPLACE VIEW times AS
  SELECT t.article_id, t.number, span_text(a.title, a."text", t.span) AS words, t.edtf, t.base
  FROM kept.time t JOIN articles a ON a.article_id = t.article_id;

CREATE OR REPLACE VIEW places AS
  SELECT p.article_id, p.number, span_text(a.title, a."text", p.span) AS words,
    p."name", p.country, p.latitude, p.longitude, p.geonameid
  FROM kept.place p JOIN articles a ON a.article_id = p.article_id;

CREATE OR REPLACE VIEW issues AS SELECT source, stage, reason, added FROM kept.issue;

CREATE OR REPLACE VIEW judgements AS
  SELECT judgement_id, verdict, report_a, report_b, signed, made, note, withdrawn_by, withdrawn
  FROM kept.judgement;

CREATE OR REPLACE VIEW events AS SELECT * FROM linked.event;

CREATE OR REPLACE VIEW event_reports AS SELECT event_id, report_id FROM linked.event_report;

CREATE OR REPLACE VIEW dyads AS
  SELECT event_id, actor, recipient, type, quad, mode, mutual, status, day, confidence,
    independent_reports
  FROM linked.dyad;

CREATE OR REPLACE VIEW stories AS SELECT story_id, article_id FROM linked.story_article;

CREATE OR REPLACE VIEW copies AS
  SELECT article_id, independent_id, relation, shared_text FROM linked.copy;

CREATE OR REPLACE VIEW pairs AS
  SELECT first AS report_a, second AS report_b, score FROM linked.report_pair;

CREATE OR REPLACE VIEW claims AS
  SELECT c.claim_id, c.event_id, c.standing, e.type, e.actors, e.recipients, e.edtf, e.place,
    c.opened, c.last_stance
  FROM linked.claim c JOIN linked.event e USING (event_id);

CREATE OR REPLACE VIEW stances AS
  SELECT c.claim_id, s.number, s.speaker, s.speaker_country, s.stance, s.taken, s.report_id
  FROM linked.stance s JOIN linked.claim c USING (event_id);

CREATE OR REPLACE VIEW agenda AS
  SELECT a.item_id, a.event_id, e.type, e.actors, e.recipients, e.place, a.announced, a.due,
    a.due_first, a.due_last, a.outcome, e.last_reported
  FROM linked.agenda a JOIN linked.event e USING (event_id);

CREATE OR REPLACE VIEW agenda_changes AS
  SELECT a.item_id, c.number, c.reported, c.status, c.due, c.report_id
  FROM linked.agenda_change c JOIN linked.agenda a USING (event_id);
