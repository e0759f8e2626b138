// Everything that can be linked to stands behind the # of the address.
//
//   q        the query                      v     search (default), sql or data
//   source, channel, lang   chosen facets   sql   the console's query, run once it was
//   m        2022-03..2022-05 or undated    a     uid of the article open
//   n        a row of the article, or a section of the data view
//   name     chosen names, as kind:name     s     day for the newest first, where words are sought
//   k        how many hits are shown, past the first twenty
//
// An empty value of a facet stands for the articles without one.

export const facetNames = ['source', 'channel', 'lang'];

export function read(hash) {
  const p = new URLSearchParams(hash.replace(/^#/, ''));
  const v = p.get('v');
  const m = p.get('m') || '';
  return {
    q: p.get('q') || '',
    source: p.getAll('source'),
    channel: p.getAll('channel'),
    lang: p.getAll('lang'),
    name: p.getAll('name').filter((n) => /^(org|place|person):./.test(n)),
    s: p.get('s') === 'day' ? 'day' : '',
    m: m === 'undated' || /^\d{4}-\d\d\.\.\d{4}-\d\d$/.test(m) ? m : '',
    a: (p.get('a') || '').slice(0, 64),
    n: /^[\w-]{1,40}$/.test(p.get('n') || '') ? p.get('n') : '',
    k: /^\d{1,3}$/.test(p.get('k') || '') ? Number(p.get('k')) : 0,
    v: v === 'sql' || v === 'data' ? v : 'search',
    sql: p.get('sql') || '',
  };
}

export function write(s) {
  const p = new URLSearchParams();
  if (s.v !== 'search') p.set('v', s.v);
  if (s.v === 'sql' && s.sql) p.set('sql', s.sql);
  if (s.v === 'data' && s.n) p.set('n', s.n);
  if (s.v === 'search') {
    if (s.q) p.set('q', s.q);
    for (const f of facetNames) for (const x of s[f]) p.append(f, x);
    for (const x of s.name) p.append('name', x);
    if (s.m) p.set('m', s.m);
    if (s.q && s.s) p.set('s', s.s);
    if (s.k) p.set('k', String(s.k));
    if (s.a) p.set('a', s.a);
    if (s.a && s.n) p.set('n', s.n);
  }
  return `#${p.toString().replace(/%3A/g, ':').replace(/%2C/g, ',')}`;
}

// plain says whether a state asks for nothing: the landing page.
export const plain = (s) => !s.q && !s.m && [...facetNames, 'name'].every((f) => !s[f].length);

// same says whether two states ask the database for the same list.
export const same = (a, b) =>
  a &&
  b &&
  a.q === b.q &&
  a.m === b.m &&
  a.s === b.s &&
  [...facetNames, 'name'].every((f) => a[f].join('\0') === b[f].join('\0'));
