// Package schema is the ground of dabao: what an article is, and what its
// tables are called.
//
// The life of an article:
//
//	bytes on disk ─ ingest opens them ─▶ Document  one unit of input, unparsed,
//	                                               with the Origin it came from
//	Document ─ ingest reads the page ──▶ Article   one row, normalised, with its
//	                                               blocks, credits, images, …
//	                              or ──▶ Reject    why this document was left out
//	Article ─ schema/store puts it ────▶ articles.db
//	articles.db ─ export writes it ────▶ Parquet, CSV, JSONL, a release
//
// Everything is identified by what it is, never by where it stood: an article
// by its UID (from its canonical URL, else from the captured bytes), a capture
// by its bytes' SHA-256 and its place in a container. Row numbers are for joins
// inside one file only.
//
// Tables, in tables.go, is the one list of table and column names; SQL, CSV,
// JSONL and Parquet all read it. What each column means is written once, in
// the comments of the DDL (schema/store/sql), and read from there.
//
// This package imports the standard library only.
package schema

// Version is the version of the row layout, stored as PRAGMA user_version: that
// of FirstVersion and one more for each migration in store/sql after the first.
// A file with a greater one was made by a newer dabao and is refused.
const Version = FirstVersion + 4

// FirstVersion is the first layout of store/sql. Files with an earlier one were
// made before any release of dabao; nothing reads or upgrades them.
const FirstVersion = 10

// ToolVersion is the version of dabao written into what it makes. It is a
// constant of the source, never build information, so that two builds of the
// same source write the same bytes.
const ToolVersion = "0.1.0"

// ApplicationID is "daba" in ASCII, stored as PRAGMA application_id.
const ApplicationID = 0x64616261
