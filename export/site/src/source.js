// Where the database comes from: byte ranges of the host if it serves them
// honestly, else the whole file once the visitor agreed to its size.
import { HostError } from './errors.js';

const headBytes = 8192; // two pages: what the file says of its size, and what the dataset says of itself
const magic = 'SQLite format 3\0';
const applicationID = 0x64616261;

// header reads what the first 100 bytes of a database say.
export function header(bytes) {
  if (bytes.length < 100 || new TextDecoder().decode(bytes.subarray(0, 16)) !== magic) return null;
  const v = new DataView(bytes.buffer, bytes.byteOffset);
  const page = v.getUint16(16) === 1 ? 65536 : v.getUint16(16);
  return {
    page,
    size: page * v.getUint32(28),
    wal: bytes[18] === 2,
    dabao: v.getUint32(68) === applicationID,
    version: v.getUint32(60),
  };
}

// probe asks the host for the first bytes. It gives {ranges: true, size, etag,
// head}, or {ranges: false, why, length} where the file must come whole, or
// {ranges: false, lost} with the error where it does not come at all; want is
// the size the release states, 0 if unknown.
export async function probe(url, want) {
  let r;
  try {
    r = await fetch(url, { headers: { Range: `bytes=0-${headBytes - 1}` }, cache: 'no-store' });
  } catch (e) {
    // A 206 with a Content-Encoding ends here too: ask without a range before giving up on the host.
    const why = String(e.message || e);
    return fetch(url, { method: 'HEAD', cache: 'no-store' }).then(
      () => ({ ranges: false, why }),
      () => ({ ranges: false, lost: new HostError('network', why) }),
    );
  }
  const encoding = r.headers.get('Content-Encoding');
  const refuse = async (why) => {
    if (r.body) await r.body.cancel().catch(() => {});
    return { ranges: false, why, length: encoding ? 0 : Number(r.headers.get('Content-Length')) || 0 };
  };
  if (r.status >= 400 && r.status !== 416)
    return { ...(await refuse('')), lost: new HostError('status', `HTTP ${r.status}`) };
  if (r.status !== 206) return refuse(`status ${r.status}`);
  if (encoding && encoding !== 'identity') return refuse(`Content-Encoding ${encoding}`);
  let head;
  try {
    head = new Uint8Array(await r.arrayBuffer());
  } catch (e) {
    return { ranges: false, why: String(e.message || e) };
  }
  const says = header(head);
  if (!says) return { ranges: false, why: 'no SQLite file' };
  // Content-Range is hidden on another host unless it exposes it; the file's own header says as much.
  const total = /\/(\d+)$/.exec(r.headers.get('Content-Range') || '');
  const size = total ? Number(total[1]) : says.size;
  if (size !== says.size || (want && size !== want))
    return { ranges: false, changed: true, why: `${size} bytes, not ${want || says.size}` };
  if (head.length !== Math.min(headBytes, size)) return { ranges: false, why: `${head.length} bytes came` };
  if (says.wal) return { ranges: false, lost: new HostError('wal', url) }; // whole it cannot be opened either
  return { ranges: true, url, size, page: says.page, etag: r.headers.get('ETag'), head };
}

// download fetches the whole file into a Blob, which the browser may keep on
// disk. progress is called with (bytes so far, bytes in all or 0).
export async function download(url, want, sha256, progress, signal) {
  let r;
  const parts = [];
  let n = 0;
  try {
    r = await fetch(url, { signal });
    if (!r.ok) throw new HostError('status', `HTTP ${r.status}`);
    const total = want || (r.headers.get('Content-Encoding') ? 0 : Number(r.headers.get('Content-Length')) || 0);
    const reader = r.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      n += value.length;
      progress(n, total);
    }
  } catch (e) {
    throw e instanceof HostError || e.name === 'AbortError' ? e : new HostError('network', String(e.message || e));
  }
  const blob = new Blob(parts);
  const says = header(new Uint8Array(await blob.slice(0, 100).arrayBuffer()));
  if (!says) throw new HostError('notadb', 'the file is no SQLite database');
  if (says.wal) throw new HostError('wal', url);
  if (says.size !== n || (want && n !== want))
    throw new HostError('mismatch', `${n} bytes came, not ${want || says.size}`);
  if (sha256 && crypto.subtle && n <= 512 << 20) {
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    const hex = Array.from(sum, (b) => b.toString(16).padStart(2, '0')).join('');
    if (hex !== sha256) throw new HostError('mismatch', `SHA-256 ${hex}`);
  }
  return { url, size: n, page: says.page, blob };
}
