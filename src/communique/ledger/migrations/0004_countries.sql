-- The states that a claim or an agenda item concerns, and when its event was last reported, so that
-- pages need not look at all events.
ALTER TABLE linked.claim ADD COLUMN countries VARCHAR[];
UPDATE linked.claim SET countries = concerned.countries FROM (
  SELECT event_id, list(DISTINCT country ORDER BY country) AS countries FROM (
    SELECT event_id, country FROM linked.event_country
    UNION ALL
    SELECT event_id, speaker_country FROM linked.stance WHERE speaker_country IS NOT NULL
  ) GROUP BY event_id
) concerned WHERE concerned.event_id = claim.event_id;
UPDATE linked.claim SET countries = [] WHERE countries IS NULL;

ALTER TABLE linked.agenda ADD COLUMN countries VARCHAR[];
UPDATE linked.agenda SET countries = concerned.countries FROM (
  SELECT event_id, list(country ORDER BY country) AS countries FROM linked.event_country
  GROUP BY event_id
) concerned WHERE concerned.event_id = agenda.event_id;
UPDATE linked.agenda SET countries = [] WHERE countries IS NULL;

ALTER TABLE linked.claim ADD COLUMN last_reported DATE;
UPDATE linked.claim SET last_reported = event.last_reported FROM linked.event
WHERE event.event_id = claim.event_id;

ALTER TABLE linked.agenda ADD COLUMN last_reported DATE;
UPDATE linked.agenda SET last_reported = event.last_reported FROM linked.event
WHERE event.event_id = agenda.event_id;
