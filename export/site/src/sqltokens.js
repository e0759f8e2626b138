// The tokens of SQL, as SQLite reads it, for the colours of the editor.

export const keywords =
  `ABS ALL AND AS ASC AVG BETWEEN BY CASE CAST COALESCE COLLATE COUNT CROSS CURRENT DESC DISTINCT ELSE END
ESCAPE EXCEPT EXISTS FILTER FIRST FOLLOWING FROM FULL GLOB GROUP GROUP_CONCAT HAVING IFNULL IIF IN INNER
INSTR INTERSECT IS ISNULL JOIN JSON_ARRAY JSON_EACH JSON_EXTRACT JSON_GROUP_ARRAY JSON_QUOTE LAST LEFT
LENGTH LIKE LIMIT LOWER MATCH MATERIALIZED MAX MIN NATURAL NOT NOTNULL NULL NULLIF NULLS OFFSET ON OR ORDER
OUTER OVER PARTITION PRECEDING PRINTF RANGE RANDOM RECURSIVE REPLACE RIGHT ROUND ROW ROWS ROW_NUMBER SELECT
STRFTIME SUBSTR SUM THEN TOTAL TRIM UNBOUNDED UNION UPPER USING VALUES WHEN WHERE WINDOW WITH`.split(/\s+/);

const known = new Set(keywords);

const token = new RegExp(
  [
    '(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))',
    "(?<string>'(?:[^']|'')*(?:'|$))",
    '(?<name>"(?:[^"]|"")*(?:"|$)|\\[[^\\]]*(?:\\]|$)|`[^`]*(?:`|$))',
    '(?<number>\\b\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?\\b)',
    '(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)',
    '(?<rest>\\s+|[\\s\\S])',
  ].join('|'),
  'gu',
);

// tokens are [kind, text] whose texts make up the whole; a kind is comment,
// string, name, number, keyword, word or rest.
export function* tokens(text) {
  for (const m of text.matchAll(token)) {
    const [kind, found] = Object.entries(m.groups).find(([, v]) => v !== undefined);
    yield [kind === 'word' && known.has(found.toUpperCase()) ? 'keyword' : kind, found];
  }
}
