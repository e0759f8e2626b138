-- Full-text search that works wherever the file is opened (SQLite 3.38 or later, nothing installed).
--
--   SELECT uid, published_on, title FROM search WHERE q = json_quote('核酸檢測') ORDER BY rank LIMIT 20;
--   SELECT count(*) FROM search WHERE q = '["疫情防控", "GDP growth"]';

CREATE INDEX articles_source ON articles (source);

CREATE TABLE hanzi ( -- the character classes under which search treats variants as equal
  variant TEXT PRIMARY KEY NOT NULL, -- one character: Traditional, Japanese, compatibility or full-width form
  folded  TEXT NOT NULL              -- the character that names its class, Simplified where the class has one
) STRICT, WITHOUT ROWID;

-- Contentless: it holds no text, only where the tokens are. What stands in it are the tokens that dabao makes
-- of title and text (package fulltext), so a bare MATCH of three or more CJK characters finds nothing: ask the view.
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='', tokenize='unicode61');
-- A phrase in the title weighs as much as eight in the text. Kept in the index, so every SQLite ranks alike.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(8.0, 1.0)');

-- search: one row an article that matches q, which must be given with '=' (with LIKE, in the ON of a LEFT JOIN or not
-- at all, nothing is found). q is JSON: a string is a phrase, an array
-- of strings asks for all of them; of a query over 256 characters, the rest is cut off.
--
-- q is the hidden argument column of json_each: SQLite hands the constraint down to it, which is how a view gets a
-- parameter. Each phrase is made into an FTS5 phrase of the tokens that stand in the index, by one walk over its
-- characters in which each passes three stations, so that no step has to look at anything twice:
--   c     the character, folded to its class (hanzi); '' for invisible marks
--   x, k  the one before, with its kind: C CJK, W word, or what parts these, weakest first: 1 space, 2 sign, 3 sentence punctuation
--   o     what is written so far: a CJK run as its pairs, and its last character if text follows; words as a quoted
--         string that FTS5 splits itself; U+10FFFD where no phrase may run across; a lone last CJK character as a prefix
-- was and last are kind and character of the last C or W, gap the strongest parting since, solo tells a CJK run of one.
--
-- CROSS JOIN fixes the order, so that [] is an empty answer and q may come from another table. The columns are
-- subqueries, not a join: what is not asked for is not read, and LIMIT 20 reads 20 articles out of thousands found.
-- The + keeps FTS5 from sorting by rank itself, which takes longer than SQLite's own ORDER BY … LIMIT.
--
-- '=' on the hidden column named like the table is MATCH to FTS5 (its table-valued form). The word MATCH is a function to
-- SQLite, one that it refuses in a view while trusted_schema is off; '=' it answers there from 3.44 on.
CREATE VIEW search AS
SELECT j.json AS q,
  (SELECT uid FROM articles WHERE article_id = f.rowid) AS uid,
  (SELECT published_on FROM articles WHERE article_id = f.rowid) AS published_on,
  (SELECT lang FROM articles WHERE article_id = f.rowid) AS lang,
  (SELECT site FROM articles WHERE article_id = f.rowid) AS site,
  (SELECT source FROM articles WHERE article_id = f.rowid) AS source,
  (SELECT url FROM articles WHERE article_id = f.rowid) AS url,
  (SELECT title FROM articles WHERE article_id = f.rowid) AS title,
  (SELECT text FROM articles WHERE article_id = f.rowid) AS text,
  +f.rank AS rank, f.rowid AS article_id
FROM json_each AS j CROSS JOIN articles_fts AS f
WHERE coalesce(j.key, 0) = 0 -- json_each gives a row an element: keep one
AND f.articles_fts = ( --[
  SELECT group_concat((
    WITH RECURSIVE walk (i, s, c, x, k, was, last, gap, solo, o) AS (
      SELECT 1, substr(p.value, 1, max(0, 256 - p.before)), '', '', '0', '', '', '0', 0, ''
      UNION ALL
      SELECT i + 1, s,
        CASE -- c
          WHEN substr(s, i, 1) < char(0x80) THEN substr(s, i, 1)
          WHEN substr(s, i, 1) GLOB char(91, 0xAD, 0x200B, 45, 0x200F, 0x202A, 45, 0x202E, 0x2060, 45, 0x206F,
            0x302A, 45, 0x302F, 0x3099, 45, 0x309C, 0xFE00, 45, 0xFE0F, 0xFEFF, 0xFF9E, 0xFF9F, 0xE0100, 45, 0xE01EF, 93) THEN ''
          ELSE coalesce((SELECT folded FROM hanzi WHERE variant = substr(s, i, 1)), substr(s, i, 1)) END,
        c, -- x
        CASE -- k
          WHEN c = '' THEN '0'
          WHEN c GLOB '[0-9A-Za-z]' THEN 'W'
          WHEN c GLOB '[ᄀ-ᇿ⼀-⿕々-〇〡-〩〱-〵〸-〼ぁ-ゖゝ-ゟァ-ヺー-ヿㄱ-ㆎㇰ-ㇿ㐀-䶿一-鿿ꥠ-꥿가-퟿豈-﫿ｦ-ﾝﾠ-ￜ𖿢𖿣𖿰𖿱𚿰-𛅯𠀀-𿿽]' THEN 'C'
          WHEN c GLOB '[!,.:;?¡¿‥…‼‽⁇-⁉⋯、。︐-︖︙︰﹐-﹗！，．：；？｡､]' OR c GLOB char(91, 9, 45, 13, 0x85, 0x2028, 0x2029, 93) THEN '3'
          WHEN c <= ' ' OR c GLOB char(91, 0x7F, 45, 0xA0, 0x1680, 0x2000, 45, 0x200A, 0x202F, 0x205F, 0x3000, 93) THEN '1'
          WHEN c < char(0x7F) OR c IN (char(0xFFFC), char(0xFFFD), char(0x10FFFD))
            OR c GLOB '[¡-©«¬®-±´¶-¸»¿×÷‐-‧‰-⁞₠-₿←-⑟─-❵➔-⯿⸀-⸮⸰-⻿⿰-⿿〃〄〈-〠〰〶〷〽-〿゠・㇀-㇯︐-︙︰-﹯！-／：-＠［-｀｛-･￠-￯🀀-🃿🌀-🫿]' THEN '2'
          ELSE 'W' END,
        CASE WHEN k > '9' THEN k ELSE was END,
        CASE WHEN k > '9' THEN x ELSE last END,
        CASE WHEN k > '9' THEN '0' ELSE max(gap, k) END,
        CASE WHEN k > '9' THEN k = 'C' AND was || gap <> 'C0' ELSE solo END,
        CASE WHEN k < 'A' THEN o ELSE o
          || CASE WHEN was = 'W' AND (k = 'C' OR gap = '3') THEN '"' WHEN was = 'C' AND k || gap <> 'C0' THEN '+"' || last || '"' ELSE '' END
          || CASE WHEN was > '' AND (gap = '3' OR gap = '2' AND was || k <> 'WW') THEN '+"' || char(0x10FFFD) || '"' ELSE '' END
          || CASE WHEN k = 'W' THEN CASE WHEN was <> 'W' OR gap = '3' THEN '+"' WHEN gap > '0' THEN ' ' ELSE '' END || x
            WHEN was || gap = 'C0' THEN '+"' || last || x || '"' ELSE '' END END
      FROM walk WHERE i <= length(s) + 2)
    SELECT CASE was WHEN '' THEN '""' WHEN 'W' THEN substr(o, 2) || '"' ELSE substr(o || CASE WHEN solo THEN '+"' || last || '"*' ELSE '' END, 2) END
    FROM walk WHERE i = length(s) + 3), ' AND ')
  FROM (
    SELECT CASE WHEN type IN ('text', 'integer', 'real') THEN value ELSE '' END AS value,
      coalesce(sum(length(value)) OVER (ORDER BY key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM json_each(j.json) LIMIT 64) AS p
  WHERE p.before < 256 --]
);
