-- What a reader at the other end of a network would otherwise fetch as thousands of small rows, packed: the group of
-- each article, its length (which bm25 asks for), how often it has the words that many articles have, its day and its
-- authors. All of it follows from the rows and from the index. Filled when the file is sealed; empty in a file under ingest.
--
-- Numbers are packed in a Golomb-Rice code that adapts (package rice says how), each row from its start.

CREATE TABLE packed_groups ( -- facets.group_id of 250 articles a row
  run_id    INTEGER PRIMARY KEY, -- row number, from 0: articles 250 * run_id + 1 to 250 * run_id + 250
  group_ids BLOB NOT NULL        -- a number for each of them, in order
) STRICT;

CREATE TABLE packed_lengths ( -- how long 250 articles a row are to bm25
  run_id  INTEGER PRIMARY KEY, -- row number, from 0: articles 250 * run_id + 1 to 250 * run_id + 250
  lengths BLOB NOT NULL        -- for each of them, in order, how many tokens its title and text have together: the first as it is, of each other what it differs from the last, zigzag
) STRICT;

CREATE TABLE packed_days ( -- on which days articles appeared; their numbers ascend with the days
  month_id INTEGER PRIMARY KEY REFERENCES facet_months (month_id), -- the month; none for the articles without a day
  articles BLOB NOT NULL -- how many appeared on each day from the first to the 31st
) STRICT;

CREATE TABLE packed_terms ( -- the terms whose list in the index is longer than 24 KiB and half a byte an article
  term       BLOB PRIMARY KEY NOT NULL, -- as the index has it, UTF-8
  articles   INTEGER NOT NULL, -- how many articles have it
  first_part INTEGER NOT NULL, -- its first row in packed_parts
  parts      INTEGER NOT NULL  -- how many rows it has there
) STRICT, WITHOUT ROWID;

CREATE TABLE packed_authors ( -- the names of credits whose role is author or correspondent
  author_id  INTEGER PRIMARY KEY, -- row number, in the order of the names, from 1
  name       TEXT NOT NULL,    -- as in credits
  articles   INTEGER NOT NULL, -- how many articles are theirs
  first_part INTEGER NOT NULL, -- their first row in packed_parts
  parts      INTEGER NOT NULL  -- how many rows they have there
) STRICT;

-- Of a term: how often which articles have it, without the places (segment.ReadCounts says how). Of an author: how far the
-- number of each article lies behind the last, less one, the first behind 0.
CREATE TABLE packed_parts ( -- the lists of packed_terms and packed_authors
  part_id INTEGER PRIMARY KEY, -- row number, from 0
  list    BLOB NOT NULL        -- a part of a list; parts are cut anywhere
) STRICT;
