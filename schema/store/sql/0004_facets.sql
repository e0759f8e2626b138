-- Facets: what a reader narrows a search by, in rows so narrow that counting a query's hits by month, outlet or
-- language reads a few hundred kilobytes of a large file, over HTTP too. Derived from articles and filled when the
-- file is sealed; empty in a file under ingest.
--
--   SELECT m.month, g.source, count(*)
--   FROM articles_fts AS s JOIN facets AS f ON f.article_id = s.rowid
--   JOIN facet_groups AS g USING (group_id) JOIN facet_months AS m USING (month_id)
--   WHERE s.articles_fts MATCH '"疫情"' GROUP BY 1, 2;

CREATE TABLE facet_groups ( -- each combination of site, source, channel and language among the articles
  group_id INTEGER PRIMARY KEY, -- row number, the most frequent first, so that most are stored in a byte
  site     TEXT,             -- as in articles
  source   TEXT,             -- as in articles
  channel  TEXT,             -- as in articles
  lang     TEXT,             -- as in articles
  articles INTEGER NOT NULL, -- how many articles have it
  UNIQUE (site, source, channel, lang)
) STRICT;

CREATE TABLE facet_months ( -- the months of publication; in a sealed file each is a run of articles
  month_id INTEGER PRIMARY KEY, -- row number in order of time, the undated last
  month    TEXT UNIQUE,      -- YYYY-MM; NULL for the articles without a day
  first_id INTEGER NOT NULL, -- the least article_id of the month
  last_id  INTEGER NOT NULL, -- the greatest
  articles INTEGER NOT NULL  -- how many articles appeared in it
) STRICT;

CREATE TABLE facets ( -- one narrow row an article
  article_id INTEGER PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  group_id   INTEGER NOT NULL REFERENCES facet_groups (group_id), -- its site, source, channel and language
  month_id   INTEGER NOT NULL REFERENCES facet_months (month_id)  -- its month
) STRICT;

-- The names: of the most frequent, which articles have which, as one short row an article.
--
--   SELECT n.name, n.kind, count(*) AS articles
--   FROM articles_fts AS s JOIN facet_mentions AS f ON f.article_id = s.rowid CROSS JOIN json_each(f.names) AS j
--   JOIN facet_names AS n ON n.name_id = j.value
--   WHERE s.articles_fts MATCH '"疫情"' GROUP BY n.name_id ORDER BY articles DESC, n.name_id LIMIT 20;

CREATE TABLE facet_names ( -- the names that most articles have, at most 500, each in two articles or more
  name_id  INTEGER PRIMARY KEY, -- row number, the most frequent first
  name     TEXT NOT NULL,    -- as in entities
  kind     TEXT NOT NULL,    -- as in entities
  articles INTEGER NOT NULL, -- how many articles have it
  UNIQUE (name, kind)
) STRICT;

CREATE TABLE facet_mentions ( -- the names of an article that facet_names has; no row for an article without any
  article_id INTEGER PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  names      TEXT NOT NULL -- JSON list of name_id, the least first
) STRICT;
