// What a query matches, and how well: the lists of its phrases, combined here,
// so that a frequent word costs no more than its packed list. What is nested
// deeper FTS5 combines itself.

export class Matches {
  constructor({ postings, expression, lastID }) {
    Object.assign(this, { postings, expression, lastID });
  }

  // of gives {ids, parts} for a query with phrases: the ids in their order, and
  // for each phrase that counts in the rank how many articles have it and what
  // its hits weigh in each of ids. Without ranking, parts may be ignored.
  async of(query) {
    const shape = flat(query.match);
    const numbers = query.match.filter((x) => typeof x === 'number');
    const phrases = numbers.map((n) => ({
      expression: this.expression([n], query.phrases),
      title: Boolean(query.phrases[n].title),
    }));
    const lists = await this.postings.of(phrases);
    if (shape) return this.combine(shape, lists);
    const whole = this.postings.whole(this.expression(query.match, query.phrases), numbers.length);
    return { ids: whole.ids, parts: whole.weights.map((weights, i) => ({ articles: lists[i].length, weights })) };
  }

  // combine joins lists by AND or OR, and takes away others.
  combine({ op, wanted, unwanted }, lists) {
    const seen = new Uint8Array(this.lastID + 1);
    const mark = (list, value) => {
      for (let i = 0; i < list.length; i++) seen[list.ids[i]] = value(seen[list.ids[i]]);
    };
    const some = lists.slice(0, wanted);
    for (const list of some) mark(list, (n) => n + 1);
    for (const list of this.taken(unwanted, lists.slice(wanted))) mark(list, () => 0);
    const least = op === 'AND' ? some.length : 1;
    let n = 0;
    for (let id = 1; id <= this.lastID; id++) if (seen[id] >= least) n++;
    const ids = new Uint32Array(n);
    n = 0;
    for (let id = 1; id <= this.lastID; id++) if (seen[id] >= least) ids[n++] = id;
    return { ids, parts: some.map((list) => ({ articles: list.length, weights: beside(list, ids) })) };
  }

  // taken are the lists to take away: those joined by OR one by one, those
  // joined by AND as what they have in common.
  taken(op, lists) {
    if (op !== 'AND' || lists.length < 2) return lists;
    const { ids } = this.combine({ op, wanted: lists.length }, lists);
    return [{ ids, length: ids.length }];
  }
}

// beside gives a list's weights for each of ids, which holds 0 where the list
// has it not.
function beside(list, ids) {
  const weights = new Uint32Array(ids.length);
  for (let i = 0, k = 0; i < ids.length; i++) {
    while (k < list.length && list.ids[k] < ids[i]) k++;
    if (k < list.length && list.ids[k] === ids[i]) weights[i] = list.weights[k];
  }
  return weights;
}

// flat tells the shape of an expression that is phrases joined by one word,
// perhaps NOT others of that kind: {op, wanted, unwanted}, wanted being how many
// phrases come before NOT and unwanted the word that joins those behind. null
// for any other.
export function flat(match) {
  const side = (list) => {
    const words = new Set(list.filter((x) => typeof x === 'string' && !x.startsWith('{title}')).map((x) => x.trim()));
    if (words.size > 1 || [...words].some((w) => w !== 'AND' && w !== 'OR')) return null;
    return { op: [...words][0] || 'AND', phrases: list.filter((x) => typeof x === 'number').length };
  };
  const not = match.indexOf(') NOT (');
  if (not < 0) {
    const all = side(match);
    return all && { op: all.op, wanted: all.phrases, unwanted: 'OR' };
  }
  if (match[0] !== '(' || match[match.length - 1] !== ')') return null;
  const before = side(match.slice(1, not));
  const after = side(match.slice(not + 1, -1));
  return before && after && { op: before.op, wanted: before.phrases, unwanted: after.op };
}
