// Byte ranges of a file as SQLite reads them: of a file on a plain web host, by
// synchronous requests inside a worker, or of a Blob that was downloaded
// whole. SQLite asks for a page and waits for it, so nothing here is async but
// gather(), which runs reads that do not depend on each other, notes what each
// misses, and fetches all of it at once.

import { HostError } from './errors.js';
import { validators } from './source.js';

const maxStreams = 8;
const maxRunBytes = 1 << 20; // that one request asks for
const cacheBytes = 64 << 20;
const maxGap = 2; // blocks between two wanted ones that come with them in one request

export class RangeFile {
  // source: {url, size, page, etag, blob, head}; head is the first bytes, if
  // known; first are pages to keep for good, by their place.
  constructor(source, first) {
    // A block is a page of the database: rows in no order are most of what is read.
    const block = source.page;
    Object.assign(this, { source, first, block, size: source.size });
    this.maxRun = Math.max(1, Math.floor(maxRunBytes / block));
    this.maxBlocks = Math.floor(cacheBytes / block);
    this.cache = new Map(); // block number to bytes, least recently used first
    this.streams = []; // {end, run}: where reads in a row left off
    this.wanted = null; // while gathering: the blocks that were missed
    this.stats = { requests: 0, bytes: 0 };
    this.error = null;
    if (source.head) this.keep(0, source.head);
  }

  has(b) {
    return this.first.has(b) || this.cache.has(b);
  }

  // fits says whether what is known of the file's head is what the first pages
  // say.
  fits() {
    return [...this.cache].every(([b, bytes]) => this.first.get(b)?.every((byte, i) => byte === bytes[i]) ?? true);
  }

  // keep cuts bytes that start at a block into blocks. The last one counts only
  // if it is full or the file ends there.
  keep(first, bytes) {
    for (let at = 0, b = first; at < bytes.length; at += this.block, b++) {
      const part = bytes.slice(at, at + this.block);
      if (part.length === this.block || b * this.block + part.length === this.size) this.cache.set(b, part);
    }
    while (this.cache.size > this.maxBlocks) this.cache.delete(this.cache.keys().next().value);
  }

  get(b) {
    const first = this.first.get(b);
    if (first) return first;
    const have = this.cache.get(b);
    if (have) {
      this.cache.delete(b);
      this.cache.set(b, have);
      return have;
    }
    if (this.wanted?.has(b)) return null;
    const n = this.runFrom(b);
    if (this.wanted) {
      for (let i = 0; i < n; i++) this.wanted.add(b + i);
      return null;
    }
    const bytes = this.readSync(b * this.block, Math.min((b + n) * this.block, this.size));
    this.keep(b, bytes);
    return bytes.subarray(0, this.block);
  }

  // runFrom says how many blocks to fetch: twice as many at each miss that goes
  // on where an earlier one ended. An index scan and the lookups it makes are
  // two such streams.
  runFrom(b) {
    const i = this.streams.findIndex((s) => s.end === b);
    const s = i < 0 ? { end: b, run: 1 } : this.streams.splice(i, 1)[0];
    if (i >= 0) s.run = Math.min(s.run * 2, this.maxRun);
    let n = 1;
    while (n < s.run && (b + n) * this.block < this.size && !this.has(b + n)) n++;
    s.end = b + n;
    this.streams.push(s);
    if (this.streams.length > maxStreams) this.streams.shift();
    return n;
  }

  readSync(from, to) {
    const { blob, named } = this.source;
    if (blob) return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob.slice(from, to)));
    for (let attempt = 1; ; attempt++) {
      const x = new XMLHttpRequest();
      x.open('GET', this.source.url, false);
      x.responseType = 'arraybuffer';
      x.setRequestHeader('Range', `bytes=${from}-${to - 1}`);
      // What a cache has of the file may be of the one before. To another host the
      // header would be a question more.
      if (new URL(this.source.url).origin === self.location.origin) x.setRequestHeader('Cache-Control', 'no-cache');
      try {
        x.send();
      } catch (e) {
        if (attempt < 3) continue;
        throw new HostError('network', String(e.message || e));
      }
      // An address that the host led to may be good for a time only.
      if (x.status >= 400 && x.status !== 416 && named && this.source.url !== named && attempt < 3) {
        this.source.url = named;
        continue;
      }
      return this.checked(x.status, (h) => x.getResponseHeader(h), x.response, from, to);
    }
  }

  async read(from, to) {
    const { blob, named } = this.source;
    if (blob) return new Uint8Array(await blob.slice(from, to).arrayBuffer());
    // no-store: the browser's cache would make requests for one file wait in line.
    const ask = async (url) => {
      try {
        const r = await fetch(url, { headers: { Range: `bytes=${from}-${to - 1}` }, cache: 'no-store' });
        return { r, body: await r.arrayBuffer() };
      } catch (e) {
        throw new HostError('network', String(e.message || e));
      }
    };
    let { r, body } = await ask(this.source.url);
    if (r.status >= 400 && r.status !== 416 && named && this.source.url !== named) ({ r, body } = await ask(named));
    return this.checked(r.status, (h) => r.headers.get(h), body, from, to);
  }

  checked(status, header, body, from, to) {
    const total = /\/(\d+)$/.exec(header('Content-Range') || '');
    const now = validators(header);
    const { etag, modified } = this.source;
    // A host without ETags still says when the file was made.
    const other = etag && now.etag ? etag !== now.etag : modified && now.modified && modified !== now.modified;
    if (status === 416 || (total && Number(total[1]) !== this.size) || other) {
      throw new HostError('changed', `${this.source.url} is no longer the file that was opened`);
    }
    if (status !== 206) throw new HostError('status', `HTTP ${status}`);
    if (header('Content-Encoding')) throw new HostError('packed', header('Content-Encoding'));
    if (!body || body.byteLength !== to - from) {
      throw new HostError('network', `${body ? body.byteLength : 0} of ${to - from} bytes came`);
    }
    this.stats.requests++;
    this.stats.bytes += body.byteLength;
    return new Uint8Array(body);
  }

  // fetchBlocks fetches at once what is not there; blocks that lie all but
  // side by side come with one request.
  async fetchBlocks(blocks) {
    const sorted = [...blocks].filter((b) => !this.has(b)).sort((a, b) => a - b);
    const runs = [];
    for (const b of sorted) {
      const last = runs[runs.length - 1];
      if (last && b - last.end <= maxGap && b - last.first < this.maxRun) last.end = b + 1;
      else runs.push({ first: b, end: b + 1 });
    }
    const fetched = runs.map(async (r) =>
      this.keep(r.first, await this.read(r.first * this.block, Math.min(r.end * this.block, this.size))),
    );
    await Promise.all([this.same(), ...fetched]);
  }

  // same looks whether the host still sends the file that was opened, where it
  // says nothing of which one it sends: the second page states the digest of the
  // content. It is asked for beside other blocks, so it costs no wait.
  async same() {
    const { etag, modified, head, blob } = this.source;
    if (etag || modified || blob || !head || head.length < 2 * this.block) return;
    const now = await this.read(this.block, 2 * this.block);
    if (now.every((byte, i) => byte === head[this.block + i])) return;
    throw new HostError('changed', `${this.source.url} is no longer the file that was opened`);
  }

  // gather runs reads until none of them misses a block any more, and gives
  // their results. A read is a function that may run any number of times.
  async gather(reads) {
    const results = new Array(reads.length);
    let left = reads.map((_, i) => i);
    for (let round = 0; left.length; round++) {
      this.wanted = round < 40 ? new Set() : null; // then one by one
      const again = [];
      for (const i of left) {
        try {
          results[i] = reads[i]();
        } catch (e) {
          if (!this.wanted?.size) {
            this.wanted = null;
            throw e;
          }
          again.push(i);
        }
      }
      const blocks = this.wanted;
      this.wanted = null;
      if (again.length && blocks.size) await this.fetchBlocks(blocks);
      left = again;
    }
    return results;
  }

  // copy fills dst from an offset; it says how many bytes there were, or -1
  // where a block is wanted first.
  copy(dst, off) {
    let done = 0;
    while (done < dst.length && off + done < this.size) {
      const at = off + done;
      const b = Math.floor(at / this.block);
      const have = this.get(b);
      if (!have) return -1;
      const start = at - b * this.block;
      const part = have.subarray(start, start + dst.length - done);
      dst.set(part, done);
      done += part.length;
    }
    return done;
  }
}
