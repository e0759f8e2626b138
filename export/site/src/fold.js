// Finding a query's phrases in a text the way the index does: variants of a
// character are equal, case and diacritics do not count, a phrase runs across
// spaces and signs but words are whole.

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〆ー]/u;
const unit = /[\p{L}\p{N}]/u;
const marks = /\p{M}/gu;
const literal = (s) => s.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export function folder(rows) {
  const classes = new Map(rows);
  const one = (c) => {
    const f = classes.get(c) || c;
    if (f < '\u0080') return f.toLowerCase();
    const bare = cjk.test(f) ? f : f.normalize('NFD').replace(marks, '').toLowerCase();
    return bare.length === f.length ? bare : f; // one for one, so that offsets hold
  };
  const plain = (s) => {
    let out = '';
    for (const c of s) {
      const f = one(c);
      out += f.length === c.length ? f : c;
    }
    return out;
  };
  return { plain };
}

// finder makes a function that gives the [start, end) of what the phrases match
// in a text, in UTF-16 units, in order and apart.
export function finder(fold, phrases) {
  const patterns = phrases
    .filter((p) => p.wanted)
    .map((p) => ({ title: p.title, source: pattern(fold, p) }))
    .filter((p) => p.source);
  const compile = (list) =>
    list.length
      ? new RegExp(
          list
            .map((p) => p.source)
            .sort((a, b) => b.length - a.length)
            .join('|'),
          'gu',
        )
      : null;
  const inTitle = compile(patterns);
  const inText = compile(patterns.filter((p) => !p.title));
  return (text, isTitle) => {
    const re = isTitle ? inTitle : inText;
    if (!re) return [];
    const found = [];
    const folded = fold.plain(text);
    for (const m of folded.matchAll(re)) {
      if (m[0].length) found.push([m.index, m.index + m[0].length]);
    }
    return found;
  };
}

// pattern is a regular expression for one phrase: its units as they are, with
// any signs between those that do not touch.
function pattern(fold, { text, prefix }) {
  let out = '';
  let was = ''; // kind of the unit before: C, W, or '' at the start
  let gap = false;
  for (const c of fold.plain(text)) {
    if (!unit.test(c)) {
      gap = true;
      continue;
    }
    const kind = cjk.test(c) ? 'C' : 'W';
    if (!was) out += kind === 'W' ? '(?<![a-z0-9\\u00c0-\\u024f])' : '';
    else if (was !== kind || gap) out += was === 'W' && kind === 'W' ? '[^\\p{L}\\p{N}]+' : '[^\\p{L}\\p{N}]*';
    out += literal(c);
    was = kind;
    gap = false;
  }
  return was === 'W' && !prefix ? `${out}(?![a-z0-9\\u00c0-\\u024f])` : out;
}

// around cuts a window out of a text that shows the first match: {text, cut}
// with cut true where something stands before it.
export function around(text, found, before, after) {
  const start = found.length ? Math.max(0, found[0][0] - before) : 0;
  const from = start && /[\uDC00-\uDFFF]/.test(text[start]) ? start - 1 : start;
  let to = Math.min(text.length, (found.length ? found[0][0] : 0) + after);
  if (to < text.length && /[\uDC00-\uDFFF]/.test(text[to])) to++;
  const marks = found.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a - from, b - from]);
  return {
    text: (from ? '…' : '') + text.slice(from, to) + (to < text.length ? '…' : ''),
    marks: from ? marks.map(([a, b]) => [a + 1, b + 1]) : marks,
  };
}
