-- The row layout. The comment behind a column is its entry in the data
-- dictionary: dabao reads it back from the file, so every column has one.

CREATE TABLE dataset ( -- what this file says of itself
  key   TEXT PRIMARY KEY NOT NULL, -- name of the statement
  value TEXT NOT NULL              -- what is stated
) STRICT, WITHOUT ROWID;

CREATE TABLE captures ( -- every input that was read as a page, superseded ones too
  capture_id  INTEGER PRIMARY KEY,  -- row number, for joins inside this file only
  uid         TEXT NOT NULL,        -- uid of the article the capture speaks for
  uri         TEXT NOT NULL,        -- path as given, relative, or the target URI of a WARC record
  container   TEXT NOT NULL,        -- file the bytes lie in; empty when uri is a file of its own
  "offset"    INTEGER NOT NULL,     -- where the record starts in the container, in bytes
  length      INTEGER NOT NULL,     -- how long it is in the container, in bytes
  sha256      TEXT NOT NULL,        -- SHA-256 of the captured bytes, hex
  media_type  TEXT NOT NULL,        -- what the bytes were read as
  charset     TEXT NOT NULL,        -- what the bytes were decoded from (WHATWG name)
  bytes       INTEGER NOT NULL,     -- length of the captured bytes
  captured_at TEXT,                 -- time of the capture as the container or the saved page gives it, RFC 3339, UTC; of a day alone its midnight
  archive_url TEXT,                 -- address of the copy in a web archive, where the page was taken from one
  UNIQUE (container, uri, "offset", sha256)
) STRICT;
CREATE INDEX captures_uid ON captures (uid);

CREATE TABLE articles ( -- one row an article
  article_id        INTEGER PRIMARY KEY, -- row number, for joins inside this file only; cite the uid
  uid               TEXT NOT NULL UNIQUE, -- 32 hex digits that name the article for good
  url               TEXT,               -- canonical address
  site              TEXT,               -- host of the address, without www
  publisher         TEXT,               -- who runs the site, as printed
  channel           TEXT,               -- section of the site, as printed
  kicker            TEXT,               -- line above the title
  title             TEXT NOT NULL,      -- headline
  subtitle          TEXT,               -- line below the title, as printed: a Chinese one keeps its leading dash
  source            TEXT,               -- outlet the page names as its source, as printed
  published_at      TEXT,               -- RFC 3339 with offset; NULL where no time is printed
  published_on      TEXT,               -- calendar day as printed, YYYY-MM-DD
  published_zone    TEXT CHECK (published_zone IN ('page', 'site', 'utc')), -- where the offset in published_at comes from
  modified_at       TEXT,               -- time of the last change the page states, RFC 3339
  lang              TEXT,               -- BCP 47; zh-Hans and zh-Hant told apart
  summary           TEXT,               -- description the page gives of itself
  text              TEXT NOT NULL,      -- headings, paragraphs, quotes, list items and tables, one a line
  chars             INTEGER NOT NULL,   -- length of text in code points
  license           TEXT,               -- SPDX id or URL; NULL if unknown
  rights            TEXT,               -- statement of rights as printed
  tdm_reserved      INTEGER CHECK (tdm_reserved IN (0, 1)), -- 1 if text and data mining is reserved (W3C TDMRep), 0 if it is declared free
  split             TEXT,               -- train, validation or test, where the recipe splits
  content_sha256    TEXT NOT NULL,      -- SHA-256 of title, subtitle and text, a line feed after each, hex
  near_duplicate_of TEXT,               -- uid of the earliest article of its near-duplicate group
  repairs           INTEGER NOT NULL,   -- damaged places that were made whole
  unresolved        INTEGER NOT NULL,   -- damaged places left as they stand
  confidence        INTEGER CHECK (confidence BETWEEN 1 AND 100), -- how sure the reading is that text is the story and all of it, 100 the surest; NULL where the input gave the text ready
  capture_id        INTEGER NOT NULL REFERENCES captures (capture_id) -- the capture this row was read from
) STRICT;
CREATE INDEX articles_published_on ON articles (published_on);
CREATE INDEX articles_site ON articles (site);
CREATE INDEX articles_lang ON articles (lang);
CREATE INDEX articles_capture ON articles (capture_id);
CREATE INDEX articles_near_duplicate_of ON articles (near_duplicate_of) WHERE near_duplicate_of IS NOT NULL;

CREATE TABLE block_spans ( -- the blocks of an article by their places in its text, which stands once; the view blocks has their words
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  position   INTEGER NOT NULL, -- order in the article, from 0
  kind       TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'quote', 'caption', 'list_item', 'table', 'code')), -- what it is to a typesetter
  char_start INTEGER NOT NULL, -- first code point in articles.text
  char_end   INTEGER NOT NULL, -- code point after the last; a caption stands at a place and takes none
  caption    TEXT,             -- words of a caption, which is no part of articles.text; NULL for every other block
  PRIMARY KEY (article_id, position),
  CHECK ((kind = 'caption') = (caption IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The words are cut where they are asked for: one column is a subquery, not a join, so that the view may stand on
-- either side of a join and what does not ask for text does not read it. It walks through the text to each block.
CREATE VIEW blocks ( -- the article in reading order, captions included
  article_id, -- the article
  position, -- order in the article, from 0
  kind, -- heading, paragraph, quote, caption, list_item, table or code: what it is to a typesetter
  text -- one line; a table has its rows as lines and its cells separated by tabs, code keeps its lines and indents
) AS SELECT article_id, position, kind,
  CAST(coalesce(caption, (SELECT substr(a.text, s.char_start + 1, s.char_end - s.char_start) FROM articles AS a WHERE a.article_id = s.article_id)) AS TEXT)
FROM block_spans AS s;

CREATE TABLE credits ( -- people and desks named for a role
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  position   INTEGER NOT NULL, -- order in the article, from 0
  role       TEXT NOT NULL,    -- author, editor, photographer, translator, illustrator, proofreader or correspondent
  name       TEXT NOT NULL,    -- as printed
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_name ON credits (name, role);

CREATE TABLE breadcrumbs ( -- the path of sections above the article
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  position   INTEGER NOT NULL, -- order from the home page down, from 0
  label      TEXT NOT NULL,    -- as printed
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags ( -- keywords the page gives itself
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  position   INTEGER NOT NULL, -- order on the page, from 0
  tag        TEXT NOT NULL,    -- as printed
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE images ( -- pictures of the article
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  position   INTEGER NOT NULL, -- order in the article, from 0
  url        TEXT,             -- address of the picture; NULL in a text dump
  caption    TEXT,             -- caption without the credit
  credit     TEXT,             -- credit as printed
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities ( -- countable statements of the text
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  seq        INTEGER NOT NULL, -- order in the article, from 0
  field      TEXT NOT NULL CHECK (field IN ('title', 'subtitle', 'block')), -- where it stands
  position   INTEGER NOT NULL, -- of the block; 0 in title and subtitle
  char_start INTEGER NOT NULL, -- first code point in that text
  char_end   INTEGER NOT NULL, -- code point after the last
  raw        TEXT NOT NULL,    -- exactly what stands there
  value      REAL NOT NULL,    -- the number, multiplied out; the lower end of a range
  value_high REAL,             -- upper end of a range
  unit       TEXT NOT NULL,    -- measure word or unit as written; empty where none is
  modifier   TEXT NOT NULL CHECK (modifier IN ('exact', 'about', 'at_least', 'at_most')), -- how the text hedges it
  noun       TEXT,             -- what is counted, where it stands next to the number
  subject    TEXT,             -- organisation the sentence names as the subject
  PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX quantities_unit ON quantities (unit, value);

CREATE TABLE dates ( -- dates of the text, resolved
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  seq        INTEGER NOT NULL, -- order in the article, from 0
  field      TEXT NOT NULL CHECK (field IN ('title', 'subtitle', 'block')), -- where it stands
  position   INTEGER NOT NULL, -- of the block; 0 in title and subtitle
  char_start INTEGER NOT NULL, -- first code point in that text
  char_end   INTEGER NOT NULL, -- code point after the last
  raw        TEXT NOT NULL,    -- exactly what stands there
  value      TEXT NOT NULL,    -- ISO 8601 at the precision given; a range is start/end
  precision  TEXT NOT NULL,    -- year, month, day, hour, minute or second
  relative   INTEGER NOT NULL CHECK (relative IN (0, 1)), -- 1 where the text gives it relative to the day of publication
  PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_spans ( -- the entities of an article by their places in it; the view entities has their words
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  seq        INTEGER NOT NULL, -- order in the article, from 0
  field      TEXT CHECK (field IN ('title', 'subtitle')), -- where it stands; NULL in a block
  position   INTEGER NOT NULL, -- of the block; 0 in title and subtitle
  char_start INTEGER NOT NULL, -- first code point in that text
  char_end   INTEGER NOT NULL, -- code point after the last
  kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2), -- what it names: 0 an organisation, 1 a person, 2 a place
  name       TEXT NOT NULL,    -- form that groups mentions, in the script of the text
  role       TEXT,             -- title or office printed beside a person
  PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_name ON entity_spans (name, kind);

-- As in blocks the words are cut where they are asked for.
CREATE VIEW entities ( -- organisations, places and persons that the text names, one row a mention
  article_id, -- the article
  seq, -- order in the article, from 0
  field, -- where it stands: title, subtitle or block
  position, -- of the block; 0 in title and subtitle
  char_start, -- first code point in that text
  char_end, -- code point after the last
  raw, -- exactly what stands there
  kind, -- what it names: org (an organisation), place or person
  name, -- form that groups mentions, in the script of the text
  role -- title or office printed beside a person
) AS SELECT article_id, seq, CAST(coalesce(field, 'block') AS TEXT), position, char_start, char_end,
  CAST((SELECT substr(CASE e.field WHEN 'title' THEN a.title WHEN 'subtitle' THEN a.subtitle
      ELSE coalesce(b.caption, substr(a.text, b.char_start + 1, b.char_end - b.char_start)) END, e.char_start + 1, e.char_end - e.char_start)
    FROM articles AS a LEFT JOIN block_spans AS b ON e.field IS NULL AND b.article_id = a.article_id AND b.position = e.position
    WHERE a.article_id = e.article_id) AS TEXT),
  CAST(CASE kind WHEN 0 THEN 'org' WHEN 1 THEN 'person' ELSE 'place' END AS TEXT), name, role
FROM entity_spans AS e;

-- The names to ask first, entities for their places:
--
--   SELECT name, articles FROM names WHERE kind = 'person' ORDER BY articles DESC LIMIT 20;
CREATE VIEW names ( -- who and where the news is about: one row a name and kind
  name, -- form that groups mentions, in the script of the text
  kind, -- org, place or person
  articles, -- how many articles name it
  mentions, -- how often they do
  first_day, -- earliest published_on of these articles
  last_day -- latest
) AS SELECT e.name, CAST(CASE e.kind WHEN 0 THEN 'org' WHEN 1 THEN 'person' ELSE 'place' END AS TEXT),
  count(DISTINCT e.article_id), count(*), min(a.published_on), max(a.published_on)
FROM entity_spans AS e JOIN articles AS a ON a.article_id = e.article_id GROUP BY e.name, e.kind;

CREATE TABLE annotations ( -- mentions that other programs found in the text, see dabao annotate
  uid        TEXT NOT NULL REFERENCES articles (uid) ON DELETE CASCADE, -- the article
  seq        INTEGER NOT NULL, -- order in the article, from 0
  field      TEXT NOT NULL CHECK (field IN ('title', 'subtitle', 'block')), -- where it stands
  position   INTEGER NOT NULL, -- of the block; 0 in title and subtitle
  char_start INTEGER NOT NULL, -- first code point in that text
  char_end   INTEGER NOT NULL, -- code point after the last
  kind       TEXT NOT NULL CHECK (kind IN ('org', 'place', 'person')), -- what it names: an organisation, a place or a person
  name       TEXT NOT NULL,    -- name as that program gives it, else what stands there
  score      REAL,             -- how sure that program is, on its own scale
  made_by    TEXT NOT NULL,    -- program that found it, with its version
  PRIMARY KEY (uid, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejects ( -- inputs that did not become an article
  reject_id INTEGER PRIMARY KEY, -- row number, for joins inside this file only
  uri       TEXT NOT NULL,    -- path as given, relative, or the target URI of a WARC record
  container TEXT NOT NULL,    -- file the bytes lie in; empty when uri is a file of its own
  "offset"  INTEGER NOT NULL, -- where the record starts in the container, in bytes
  reason    TEXT NOT NULL,    -- one of a closed set
  detail    TEXT NOT NULL,    -- what happened, and what one can do
  sha256    TEXT NOT NULL,    -- SHA-256 of the bytes, hex; empty when they could not be read
  UNIQUE (container, uri, "offset", sha256)
) STRICT;

CREATE TABLE withdrawn ( -- articles taken out for good
  uid    TEXT PRIMARY KEY NOT NULL, -- uid that is never taken in again
  date   TEXT NOT NULL,             -- day of the withdrawal, YYYY-MM-DD
  reason TEXT NOT NULL              -- why
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections ( -- values changed after the fact
  correction_id INTEGER PRIMARY KEY, -- row number, for joins inside this file only
  uid      TEXT NOT NULL, -- article corrected
  "column" TEXT NOT NULL, -- column of articles
  was      TEXT,          -- value as extracted
  now      TEXT,          -- value as corrected
  reason   TEXT NOT NULL, -- why
  UNIQUE (uid, "column")
) STRICT;
