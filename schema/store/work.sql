-- What a file under ingest needs besides, to take in more. Seal leaves these tables out: a released file shows only
-- what it holds.

CREATE TABLE IF NOT EXISTS superseded ( -- older readings of an article that another capture replaced; never released
  capture_id INTEGER PRIMARY KEY REFERENCES captures (capture_id), -- the capture that lost
  article    BLOB NOT NULL -- the article as JSON, kept so that the order of inputs never shows
) STRICT;

CREATE TABLE IF NOT EXISTS contested ( -- addresses that distinct articles claim as theirs, so that they name none of them
  url TEXT PRIMARY KEY NOT NULL -- the address
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS raw ( -- captured bytes, kept on request
  raw_id INTEGER PRIMARY KEY,  -- row number, for joins inside this file only
  sha256 TEXT NOT NULL UNIQUE, -- SHA-256 of the captured bytes, hex; see captures
  zstd   BLOB NOT NULL         -- the bytes, compressed with Zstandard
) STRICT;

CREATE TABLE IF NOT EXISTS signatures ( -- what near-duplicates are found by; never released
  article_id INTEGER PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE, -- the article
  minhash    BLOB NOT NULL -- least shingle of the text in each of 64 orders, 32 bits each, little-endian
) STRICT;
