-- How many reports were read from an article, so that pages on outlets need not look at all reports.
ALTER TABLE kept.article ADD COLUMN reports INTEGER DEFAULT 0;
UPDATE kept.article SET reports = told.reports FROM (
  SELECT article_id, count(*)::INTEGER AS reports FROM kept.report GROUP BY article_id
) told WHERE told.article_id = article.article_id;
