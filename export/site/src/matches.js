// What a query matches, and how well: the lists of its phrases, joined here, so
// that a frequent word costs no more than its packed list. What is nested deeper
// FTS5 joins.

import { titled } from './postings.js';

export class Matches {
  constructor({ postings, expression, lastID }) {
    Object.assign(this, { postings, expression, lastID });
  }

  // of gives {ids, parts} for a tree over the phrases of a query: the ids in their
  // order, and for each phrase that counts in the rank how many articles have it
  // and what its hits weigh in each of ids. allowed says that it may cost much.
  async of(tree, phrases, allowed) {
    const numbers = inTree(tree);
    const asked = numbers.map((n) => ({
      expression: this.expression(phrases[n]),
      title: Boolean(phrases[n].title),
    }));
    const own = shallow(tree);
    const read = await this.postings.of(asked, { allowed, whole: !own });
    const lists = new Map(numbers.map((n, i) => [n, read[i]]));
    if (!own) {
      const match = written(tree, new Map(numbers.map((n, i) => [n, titled(asked[i])])));
      const { ids, weights } = this.postings.whole(match, numbers.length);
      return { ids, parts: weights.map((w, i) => ({ articles: read[i].length, weights: w })) };
    }
    const ids = this.members(this.marked(tree, lists));
    const parts = [];
    this.weigh(tree, lists, null, (n, counts) => {
      if (!phrases[n].wanted) return;
      const list = lists.get(n);
      parts.push({ articles: list.length, weights: beside(list, ids, counts) });
    });
    return { ids, parts };
  }

  // marked has a one for each article that a tree matches, by its number.
  marked(tree, lists) {
    if (!tree.op) {
      const marks = new Uint8Array(this.lastID + 1);
      const { ids, length } = lists.get(tree.phrase);
      for (let i = 0; i < length; i++) marks[ids[i]] = 1;
      return marks;
    }
    const [first, ...rest] = tree.kids.map((kid) => this.marked(kid, lists));
    for (const marks of rest) {
      if (tree.op === 'OR') for (let i = 0; i < first.length; i++) first[i] |= marks[i];
      else if (tree.op === 'AND') for (let i = 0; i < first.length; i++) first[i] &= marks[i];
      else for (let i = 0; i < first.length; i++) first[i] &= 1 - marks[i];
    }
    return first;
  }

  members(marks) {
    const ids = new Uint32Array(marks.reduce((n, m) => n + m, 0));
    for (let id = 0, n = 0; id < marks.length; id++) if (marks[id]) ids[n++] = id;
    return ids;
  }

  // weigh hands heard each phrase with the articles where it counts, as marks, or
  // null for all: as in FTS5, a phrase counts where the whole of each side of an
  // OR matches that it stands in.
  weigh(tree, lists, within, heard) {
    if (!tree.op) return heard(tree.phrase, within);
    for (const kid of tree.kids) {
      const side = tree.op === 'OR' && kid.op ? this.marked(kid, lists) : null;
      if (side && within) for (let i = 0; i < side.length; i++) side[i] &= within[i];
      this.weigh(kid, lists, side || within, heard);
    }
  }
}

// shallow says whether FTS5 counts for the rank just what a tree says. In deeper
// ones an AND forgets what is below it where one of its phrases did not match, also
// what an OR in it had found further on (fts5ExprNodeZeroPoslist of fts5_expr.c).
function shallow(tree) {
  const flat = (kid) => kid.op !== 'NOT' && !(kid.kids || []).some((k) => k.op);
  if (tree.op === 'NOT') return tree.kids.every(flat);
  return (tree.kids || []).every((kid) => flat(kid) && kid.op !== tree.op);
}

// written is a tree as FTS5 syntax, of that of its phrases.
function written(tree, phrases) {
  if (!tree.op) return phrases.get(tree.phrase);
  return tree.kids.map((k) => (k.op ? `(${written(k, phrases)})` : written(k, phrases))).join(` ${tree.op} `);
}

// inTree are the numbers of the phrases in a tree, from left to right.
const inTree = (tree) => (tree.op ? tree.kids.flatMap(inTree) : [tree.phrase]);

// beside gives a list's weights for each of ids, which holds 0 where the list has
// it not, or where it does not count.
function beside(list, ids, counts) {
  const weights = new Uint32Array(ids.length);
  for (let i = 0, k = 0; i < ids.length; i++) {
    while (k < list.length && list.ids[k] < ids[i]) k++;
    if (k < list.length && list.ids[k] === ids[i] && (!counts || counts[ids[i]])) weights[i] = list.weights[k];
  }
  return weights;
}
