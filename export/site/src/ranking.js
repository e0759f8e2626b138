// The rank of bm25 as FTS5 works it out, to the last bit, so that the page
// lists what the command does: fts5_aux.c of SQLite, k1 1.2 and b 0.75.

const k1 = 1.2;
const b = 0.75;

export class Ranking {
  // totals are those of the index; ln is SQLite's own logarithm; lengths are
  // Runs.
  constructor({ totals, ln, lengths }) {
    Object.assign(this, { totals, ln, lengths });
  }

  // ranks gives the rank of each match, the least the best. keep says by its
  // place whether a match is to be ranked at all.
  async ranks({ ids, parts }) {
    await this.lengths.have(ids);
    const average = this.totals.tokens / this.totals.articles;
    const rarities = parts.map(({ articles }) => this.rarity(articles));
    const out = new Float64Array(ids.length);
    for (let i = 0; i < ids.length; i++) {
      const length = this.lengths.of(ids[i]);
      let score = 0;
      for (let p = 0; p < parts.length; p++) {
        const f = parts[p].weights[i];
        score += rarities[p] * ((f * (k1 + 1.0)) / (f + k1 * (1 - b + (b * length) / average)));
      }
      out[i] = -1.0 * score;
    }
    return out;
  }

  // rarity is what a phrase counts that so many articles have.
  rarity(articles) {
    const idf = this.ln((this.totals.articles - articles + 0.5) / (articles + 0.5));
    return idf <= 0 ? 1e-6 : idf;
  }
}
