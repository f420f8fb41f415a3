-- What lets linking look at less than everything, and pages at less than all events.
CREATE TABLE linked.text_pair (first VARCHAR, second VARCHAR, score DOUBLE);

CREATE TABLE linked.event_country (
  event_id VARCHAR, country VARCHAR, first_day DATE, last_day DATE, quad VARCHAR
);
INSERT INTO linked.event_country
SELECT event_id, country, first_day, last_day, quad FROM (
  SELECT event_id, first_day, last_day, quad,
    unnest(list_distinct(list_concat(actor_countries, recipient_countries))) AS country
  FROM linked.event
) WHERE country IS NOT NULL;

ALTER TABLE linked.claim ADD COLUMN opened DATE;
ALTER TABLE linked.claim ADD COLUMN last_stance DATE;
UPDATE linked.claim SET opened = told.opened, last_stance = told.last_stance FROM (
  SELECT event_id, min(taken) AS opened, max(taken) AS last_stance FROM linked.stance GROUP BY 1
) told WHERE told.event_id = claim.event_id;

-- Of an event's rows for a pair of states, one each way, the one by which it is counted once.
ALTER TABLE linked.dyad ADD COLUMN counted BOOLEAN;
UPDATE linked.dyad SET counted = actor <= recipient OR NOT EXISTS (
  SELECT 1 FROM linked.dyad other WHERE other.event_id = dyad.event_id
    AND other.actor = dyad.recipient AND other.recipient = dyad.actor
);
