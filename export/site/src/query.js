// The query language of `dabao search`, read in the page:
//
//   words side by side, AND, OR, NOT, ( ), "a phrase", prefix*, title:word,
//   and conditions on the whole query: author: source: site: lang: after: before:
//
// parse gives {match, without, filters, phrases}. match and without are null or
// trees: {phrase} with the number of a phrase, whose tokens only the database
// knows how to make, or {op, kids}, op being AND, OR or, with two kids, NOT.

export const maxQuery = 256;
const maxNesting = 12;
const fields = ['title', 'author', 'source', 'site', 'lang', 'after', 'before'];

export class QueryError extends Error {
  // code names the message in words.js; at is an offset in code points.
  constructor(code, at, arg) {
    super(code);
    Object.assign(this, { code, at, arg });
  }
}

const opens = (c) => c === '(' || c === '（';
const closes = (c) => c === ')' || c === '）';
const quotes = (c) => c === '"' || c === '“' || c === '”' || c === '＂';
const space = (c) => /[\s\u0085]/u.test(c);
const endsWord = (c) => c === undefined || space(c) || opens(c) || closes(c) || quotes(c);
// operators finds what makes more of a query than words.
export const operators = /["“”＂():：（）*[\]]|(^|\s)(AND|OR|NOT)(\s|$)/;

export const hasUnit = (s) => /[\p{L}\p{N}\p{Co}]/u.test(s);

export function parse(text) {
  const p = new Parser(text);
  if (p.in.length > maxQuery) throw new QueryError('long', maxQuery, p.in.length);
  const root = p.array(text) || p.or(0);
  p.skip();
  if (p.at < p.in.length) throw new QueryError('closesNothing', p.at);
  return compile(root);
}

// pieces are the parts of a query that can be left out, those that stand side by
// side, each as {text, rest}; none where there is only one, or the query cannot be
// read.
export function pieces(text) {
  try {
    const p = new Parser(text);
    const root = p.or(0);
    if (root.op !== '&') return [];
    const parts = root.kids.map(({ span: [from, to] }) => p.in.slice(from, to).join(''));
    return parts.map((piece, i) => ({ text: piece, rest: parts.filter((_, k) => k !== i).join(' ') }));
  } catch (e) {
    if (e instanceof QueryError) return [];
    throw e;
  }
}

class Parser {
  constructor(text) {
    this.in = Array.from(text);
    this.at = 0;
  }

  skip() {
    while (this.at < this.in.length && space(this.in[this.at])) this.at++;
  }

  // array reads the JSON form that the view search takes.
  array(text) {
    if (!text.trim().startsWith('[')) return null;
    let list;
    try {
      list = JSON.parse(text);
    } catch {
      return null;
    }
    if (!list.length || !list.every((s) => typeof s === 'string')) return null;
    this.at = this.in.length;
    return {
      op: '&',
      kids: list.map((s) => {
        if (!hasUnit(s)) throw new QueryError('nothing', 0);
        return { phrase: { text: s } };
      }),
    };
  }

  peekKeyword(k) {
    this.skip();
    const end = this.at + k.length;
    return this.in.slice(this.at, end).join('') === k && endsWord(this.in[end]);
  }

  keyword(k) {
    if (!this.peekKeyword(k)) return false;
    this.at += k.length;
    return true;
  }

  or(depth) {
    const kids = [];
    const at = this.at;
    do kids.push(this.and(depth));
    while (this.keyword('OR'));
    return kids.length === 1 ? kids[0] : { op: '|', kids, at };
  }

  and(depth) {
    this.skip();
    const kids = [];
    const at = this.at;
    for (;;) {
      this.skip();
      const from = this.at;
      const kid = this.not(depth);
      kid.span = [from, this.at];
      kids.push(kid);
      if (this.keyword('AND')) continue;
      this.skip();
      if (this.at === this.in.length || closes(this.in[this.at]) || this.peekKeyword('OR')) break;
    }
    return kids.length === 1 ? kids[0] : { op: '&', kids, at };
  }

  not(depth) {
    this.skip();
    const at = this.at;
    return this.keyword('NOT') ? { op: '!', kids: [this.operand(depth)], at } : this.operand(depth);
  }

  operand(depth) {
    this.skip();
    const at = this.at;
    const c = this.in[at];
    if (c === undefined) throw new QueryError(depth ? 'notClosed' : 'missing', at);
    if (closes(c)) throw new QueryError('missing', at);
    if (['AND', 'OR', 'NOT'].some((k) => this.peekKeyword(k))) throw new QueryError('bareKeyword', at);
    if (!opens(c)) return this.leaf();
    if (depth === maxNesting) throw new QueryError('deep', at);
    this.at++;
    const n = this.or(depth + 1);
    this.skip();
    if (this.at === this.in.length) throw new QueryError('notClosed', at);
    this.at++;
    return n;
  }

  field() {
    for (const f of fields) {
      const end = this.at + f.length;
      if ((this.in[end] === ':' || this.in[end] === '：') && this.in.slice(this.at, end).join('') === f) {
        this.at = end + 1;
        return f;
      }
    }
    return '';
  }

  leaf() {
    const at = this.at;
    const field = this.field();
    const start = this.at;
    const text = this.text();
    const prefix = this.in[this.at] === '*';
    if (prefix) this.at++;
    if (field && field !== 'title') {
      let value = text.trim();
      if (prefix || !value) throw new QueryError('needsValue', start, field);
      if (field === 'after' || field === 'before') {
        value = day(value);
        if (!value) throw new QueryError('needsDate', start, field);
      }
      return { filter: { field, value, not: false }, at };
    }
    if (!hasUnit(text)) throw new QueryError('nothing', start);
    return { phrase: { text, prefix, title: field === 'title' }, at };
  }

  text() {
    const start = this.at;
    if (this.at < this.in.length && quotes(this.in[this.at])) {
      for (this.at++; this.at < this.in.length; this.at++) {
        if (quotes(this.in[this.at])) return this.in.slice(start + 1, this.at++).join('');
      }
      throw new QueryError('quote', start);
    }
    while (!endsWord(this.in[this.at]) && !(this.in[this.at] === '*' && endsWord(this.in[this.at + 1]))) this.at++;
    return this.in.slice(start, this.at).join('');
  }
}

// day is the first day of the year, month or day written, or ''.
function day(s) {
  const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(s);
  if (!m) return '';
  const iso = `${m[1]}-${m[2] || '01'}-${m[3] || '01'}`;
  const t = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(t.getTime()) && t.toISOString().startsWith(iso) ? iso : '';
}

function compile(root) {
  const q = { filters: [], phrases: [] };
  const found = [];
  const left = [];
  const sort = (n) => {
    if (n.filter) q.filters.push(n.filter);
    else if (n.op === '!' && n.kids[0].filter) q.filters.push({ ...n.kids[0].filter, not: true });
    else if (n.op === '!') left.push(n.kids[0]);
    else if (n.op === '&') n.kids.forEach(sort);
    else found.push(n);
  };
  sort(root);
  const say = (n, wanted) => {
    if (n.filter) throw new QueryError('filterInside', n.at, n.filter.field);
    if (n.phrase) return { phrase: q.phrases.push({ ...n.phrase, wanted }) - 1 };
    if (n.op === '|') return join('OR', n.kids, wanted);
    const some = n.op === '&' ? n.kids.filter((k) => k.op !== '!') : [];
    if (!some.length) throw new QueryError('notAlone', n.at);
    const with_ = join('AND', some, wanted);
    const rest = n.kids.filter((k) => k.op === '!').map((k) => k.kids[0]);
    return without(with_, join('OR', rest, false));
  };
  const join = (op, nodes, wanted) => {
    const kids = nodes.map((n) => say(n, wanted));
    return kids.length > 1 ? { op, kids } : kids[0] || null;
  };
  const without = (some, rest) => (rest ? { op: 'NOT', kids: [some, rest] } : some);
  const match = join('AND', found, true);
  const gone = join('OR', left, false);
  return match ? { ...q, match: without(match, gone), without: null } : { ...q, match, without: gone };
}
