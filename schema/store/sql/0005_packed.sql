-- What a reader at the other end of a network would otherwise fetch as thousands of small rows, packed: the group of
-- each article, its length (which bm25 asks for), and how often it has the words that most articles have. All of it
-- follows from facets and from the index. Filled when the file is sealed; empty in a file under ingest.
--
-- Numbers are LEB128: seven bits a byte, the lowest first, the eighth bit set in every byte but the last.

CREATE TABLE packed_groups ( -- facets.group_id of 1,000 articles a row
  run_id    INTEGER PRIMARY KEY, -- row number, from 0: articles 1000 * run_id + 1 to 1000 * run_id + 1000
  group_ids BLOB NOT NULL        -- a number for each of them, in order
) STRICT;

CREATE TABLE packed_lengths ( -- how long 1,000 articles a row are to bm25
  run_id  INTEGER PRIMARY KEY, -- row number, from 0: articles 1000 * run_id + 1 to 1000 * run_id + 1000
  lengths BLOB NOT NULL        -- for each of them, in order, how many tokens its title and text have together
) STRICT;

CREATE TABLE packed_terms ( -- the terms whose list in the index is longer than 96 KiB and two bytes an article
  term       BLOB PRIMARY KEY NOT NULL, -- as the index has it, UTF-8
  articles   INTEGER NOT NULL, -- how many articles have it
  first_part INTEGER NOT NULL, -- its first row in packed_counts
  parts      INTEGER NOT NULL  -- how many rows it has there
) STRICT, WITHOUT ROWID;

-- An article begins with a byte: in its upper half how far its number lies behind the last (behind 0 for the first), in
-- its lower half how often the text has the term, where the title has it not. Where either does not fit in 1 to 15, that
-- half is 0 and numbers follow: the distance, then the times in the title and those in the text.
CREATE TABLE packed_counts ( -- how often which articles have the terms of packed_terms, without the places
  part_id INTEGER PRIMARY KEY, -- row number, from 0
  counts  BLOB NOT NULL        -- a part of a term's list; parts are cut anywhere
) STRICT;
