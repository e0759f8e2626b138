// Rows of a query as files.

// hex writes bytes in hexadecimal digits.
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

// A spreadsheet runs a text that begins so as a formula; an apostrophe before it
// stops that.
const formula = /^[=+\-@\t\r\n]/;

// csv is RFC 4180: quoted where needed, CRLF between records, texts that a
// spreadsheet would run guarded as `dabao export --excel` does it.
export function csv({ columns, rows }) {
  const field = (v) => {
    if (v === null) return '';
    const guard = typeof v === 'string' && formula.test(v) ? "'" : '';
    const s = guard + (v instanceof Uint8Array ? hex(v) : String(v));
    return s === '' || /[",\r\n]/.test(s) ? `"${s.replace(/"/g, '""')}"` : s;
  };
  return [columns, ...rows].map((r) => `${r.map(field).join(',')}\r\n`).join('');
}

// json is an array of objects. Integers that JavaScript cannot hold are
// written in full.
export function json({ columns, rows }) {
  const value = (v) =>
    typeof v === 'bigint'
      ? String(v)
      : v instanceof Uint8Array
        ? JSON.stringify(hex(v))
        : typeof v === 'number' && !Number.isFinite(v)
          ? 'null'
          : JSON.stringify(v);
  const object = (r) => `{${columns.map((c, i) => `${JSON.stringify(c)}: ${value(r[i])}`).join(', ')}}`;
  return `[\n${rows.map(object).join(',\n')}\n]\n`;
}
