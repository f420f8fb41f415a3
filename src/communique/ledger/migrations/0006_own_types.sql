-- The PLOVER type that a report's type is like; PLOVER's own are like themselves.
ALTER TABLE kept.report ADD COLUMN plover VARCHAR;
UPDATE kept.report SET plover = type;
