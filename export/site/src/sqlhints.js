// What to do about an error of SQLite, where the page knows.
import { t } from './words.js';

// near is the name that was most likely meant, if any is close.
function near(word, names) {
  const w = word.toLowerCase();
  const most = w.length < 4 ? 1 : 2;
  const found = names.map((n) => [n.toLowerCase().startsWith(w) ? 1 : distance(n.toLowerCase(), w), n]);
  return found.filter(([d]) => d <= most).sort(([a], [b]) => a - b)[0]?.[1] || null;
}

// distance is how many letters must be put in, taken out, changed or swapped with
// the next.
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let k = 1; k <= b.length; k++) {
      const changed = rows[i - 1][k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1);
      rows[i][k] = Math.min(rows[i][k - 1] + 1, rows[i - 1][k] + 1, changed);
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1])
        rows[i][k] = Math.min(rows[i][k], rows[i - 2][k - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

// sqlHint is a sentence, or an empty one; tables are {name, columns}.
export function sqlHint(message, tables) {
  const table = /no such table: (?:main\.)?(.+)$/.exec(message);
  const column = /no such column: (?:\w+\.)?(.+?)(?: -|$)/.exec(message);
  const columns = [...new Set(tables.flatMap((x) => x.columns.map(([c]) => c)))];
  let meant = null;
  if (table)
    meant = near(
      table[1],
      tables.map((x) => x.name),
    );
  else if (column) meant = near(column[1].replace(/"/g, ''), columns);
  if (meant) return t('hint_meant', meant);
  if (table) return t('hint_table');
  if (column) return t('hint_column');
  if (/malformed JSON/i.test(message)) return t('hint_json');
  if (/fts5: syntax error|unknown special query|unterminated string/i.test(message)) return t('hint_fts');
  if (/unable to use function MATCH/i.test(message)) return t('hint_match');
  if (/syntax error|incomplete input/i.test(message)) return t('hint_syntax');
  return '';
}

// emptyHint is for an answer without rows: a bare MATCH of Chinese finds
// nothing, and so does a search that is not asked with "=".
export function emptyHint(sql) {
  if (/articles_fts\s+(MATCH|=)/i.test(sql) && /[\u3400-\u9fff]/.test(sql)) return t('hint_bare');
  if (/\bq\s+(LIKE|MATCH|GLOB|IN)\b/i.test(sql) && /\bsearch\b/i.test(sql)) return t('hint_equals');
  return '';
}
