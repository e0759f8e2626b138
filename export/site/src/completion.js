// What may stand next in a statement: columns of the tables it names, tables,
// keywords.
import { keywords, tokens } from './sqltokens.js';

const mostShown = 8;

// complete gives {from, list} for the word that ends at a place: where it begins
// and what it may become, each {text, kind}; null where there is no word. tables
// are {name, columns: [[name, meaning]]}.
export function complete(text, at, tables) {
  const before = text.slice(0, at);
  const m = /(?:([\p{L}_$][\p{L}\p{N}_$]*)\.)?([\p{L}_$][\p{L}\p{N}_$]*)?$/u.exec(before);
  const [, owner, word = ''] = m;
  if ((!owner && !word) || inside(before)) return null;
  const used = named(text, tables);
  const columns = (list) => list.flatMap((t) => t.columns.map(([c]) => ({ text: c, kind: 'column' })));
  let all;
  if (owner) all = columns(tables.filter((t) => t.name === (used.get(owner.toLowerCase()) || owner)));
  else {
    const own = tables.filter((t) => [...used.values()].includes(t.name));
    const names = tables.map((t) => ({ text: t.name, kind: 'table' }));
    all = [...columns(own), ...names, ...keywords.map((k) => ({ text: k, kind: 'keyword' }))];
  }
  const begins = word.toLowerCase();
  const seen = new Set([word]);
  const list = all.filter(({ text: t }) => {
    if (!t.toLowerCase().startsWith(begins) || seen.has(t)) return false;
    seen.add(t);
    return true;
  });
  // A word that is whole already needs nothing.
  if (list.some(({ text: t }) => t.toLowerCase() === begins)) return null;
  return list.length ? { from: at - word.length, list: list.slice(0, mostShown) } : null;
}

// inside tells whether a text ends within a string, a name in quotes or a comment.
function inside(before) {
  let last = ['rest', ''];
  for (const t of tokens(before)) last = t;
  const [kind, text] = last;
  if (kind === 'comment') return !(text.endsWith('*/') && text.length > 3);
  if (kind !== 'string' && kind !== 'name') return false;
  const close = { '[': ']' }[text[0]] || text[0];
  return text.length === 1 || !text.endsWith(close);
}

// named are the tables that a statement names, by the name they go by in it.
function named(text, tables) {
  const known = new Map(tables.map((t) => [t.name.toLowerCase(), t.name]));
  const used = new Map();
  for (const [, table, alias] of text.matchAll(/\b(?:from|join)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?/gi)) {
    const name = known.get(table.toLowerCase());
    if (!name) continue;
    used.set(name.toLowerCase(), name);
    if (alias) used.set(alias.toLowerCase(), name);
  }
  return used;
}
