// The pages of the database that every search needs first, which travel in a
// file of their own. store.Opening (Go) says what it is like.
import { Numbers } from './leb128.js';

const magic = 'dabaoOP1';
const innerTable = 5;

// firstPages gives pages by their index in the file, from 0.
export function firstPages(bytes, pageSize) {
  const found = new Map();
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) return found;
  const numbers = new Numbers(bytes);
  numbers.at = magic.length;
  for (let page = 0; numbers.more; ) {
    page += numbers.next();
    const kind = bytes[numbers.at++];
    if (kind === 1) found.set(page - 1, inner(page, numbers, pageSize));
    else {
      found.set(page - 1, bytes.slice(numbers.at, numbers.at + pageSize));
      numbers.at += pageSize;
    }
  }
  return found;
}

// inner writes an inner page of a table (sqlite.org/fileformat2.html, 1.6).
function inner(page, numbers, pageSize) {
  const out = new Uint8Array(pageSize);
  const view = new DataView(out.buffer);
  const n = numbers.next();
  const children = [];
  let last = page;
  for (let i = 0; i <= n; i++) {
    last += numbers.signed();
    children.push(last);
  }
  let end = pageSize;
  let key = 0;
  for (let i = 0; i < n; i++) {
    key += numbers.next();
    const written = varint(key);
    end -= 4 + written.length;
    view.setUint32(end, children[i]);
    out.set(written, end + 4);
    view.setUint16(12 + 2 * i, end);
  }
  out[0] = innerTable;
  view.setUint16(3, n);
  view.setUint16(5, end);
  view.setUint32(8, children[n]);
  return out;
}

// varint is a number as SQLite writes it: the high bits first.
function varint(value) {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}
