-- The figures of the news as a person asks for them: one row a quantity, with the sentence it stands in.
--
--   SELECT title, date, sentence, raw, value FROM figures WHERE unit = '人次' ORDER BY value DESC LIMIT 20;
--
-- The unit is written as in the text, in its own script: unit IN ('個', '个') asks for both. unit and value are found by
-- the index quantities_unit. subject is the name that the view entities gives what quantities has as the subject, else that.

-- figures: a sentence runs from behind the mark that ends the one before (。！？!? or a line end, in English also a full
-- stop before a space) up to and with its own, and is looked for 400 characters to either side. marks makes line ends
-- of the marks, a character for a character, so that places stay; rtrim() with all other characters of the piece as
-- its set then stops right behind the last of them. What is not asked for is not worked out.
CREATE VIEW figures AS
SELECT title, date,
  ltrim(substr(head, length(rtrim(head_marks, replace(head_marks, char(10), ''))) + 1), ' 　”」』’' || char(10)) || raw ||
  rtrim(substr(tail, 1, CASE instr(tail_marks, char(10)) WHEN 0 THEN 400
    ELSE instr(tail_marks, char(10)) + (substr(tail, instr(tail_marks, char(10)) + 1, 1) IN ('”', '」', '』')) END), ' 　' || char(10)) AS sentence,
  raw, value, value_high, unit, modifier, noun, subject, uid, url, site, lang, field, position, char_start, char_end
FROM (
  SELECT *,
    replace(replace(replace(replace(replace(replace(head, '。', char(10)), '！', char(10)), '？', char(10)), '!', char(10)), '?', char(10)), stop, '.' || char(10)) AS head_marks,
    replace(replace(replace(replace(replace(replace(tail, '。', char(10)), '！', char(10)), '？', char(10)), '!', char(10)), '?', char(10)), stop, '.' || char(10)) AS tail_marks
  FROM (
    SELECT a.title, a.published_on AS date, a.uid, a.url, a.site, a.lang,
      q.raw, q.value, q.value_high, q.unit, q.modifier, q.noun, q.field, q.position, q.char_start, q.char_end,
      coalesce((SELECT e.name FROM entities AS e WHERE e.article_id = q.article_id AND e.kind = 'org' AND e.char_end - e.char_start = length(q.subject) AND e.raw = q.subject ORDER BY e.seq LIMIT 1), q.subject) AS subject,
      CASE WHEN a.lang LIKE 'en%' THEN '. ' ELSE '' END AS stop,
      substr(CASE q.field WHEN 'title' THEN a.title WHEN 'subtitle' THEN a.subtitle ELSE coalesce(b.caption, substr(a.text, b.char_start + 1, b.char_end - b.char_start)) END,
        max(q.char_start - 399, 1), min(q.char_start, 400)) AS head,
      substr(CASE q.field WHEN 'title' THEN a.title WHEN 'subtitle' THEN a.subtitle ELSE coalesce(b.caption, substr(a.text, b.char_start + 1, b.char_end - b.char_start)) END, q.char_end + 1, 400) AS tail
    FROM quantities AS q
    JOIN articles AS a ON a.article_id = q.article_id
    LEFT JOIN block_spans AS b ON q.field = 'block' AND b.article_id = q.article_id AND b.position = q.position
  )
);
