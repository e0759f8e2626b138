// Numbers as the release packs them: a Golomb-Rice code whose parameter follows
// the mean (schema/fulltext/rice says how).

const maxOnes = 20;
const window = 32; // numbers that the mean looks back on

export class Series {
  constructor() {
    this.sum = 0;
    this.n = 1;
  }

  add(v) {
    if (this.n === window) this.sum -= Math.floor(this.sum / window);
    else this.n++;
    this.sum += v;
  }
}

export class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(n) {
    let v = 0;
    for (let i = 0; i < n; i++, this.at++) v = v * 2 + ((this.bytes[this.at >> 3] >> (7 - (this.at & 7))) & 1);
    return v;
  }

  // next is the next number of a series.
  next(series) {
    let k = 31 - Math.clz32(Math.floor(series.sum / series.n) | 1);
    let high = 0;
    while (high < maxOnes && this.take(1)) high++;
    if (this.at > 8 * this.bytes.length) throw new RangeError('the packed numbers end too early');
    if (high === maxOnes) {
      high = 0;
      k = this.take(6);
    }
    const v = high * 2 ** k + this.take(k);
    series.add(v);
    return v;
  }

  // list reads n numbers of one series.
  list(n) {
    const series = new Series();
    return Array.from({ length: n }, () => this.next(series));
  }
}
