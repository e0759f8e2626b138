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

// versioned asks for a file by its digest: what a cache has of another file that
// had the name before is then no answer. An address with a query is left alone,
// since it may be signed.
export function versioned(url, sha256) {
  return sha256 && !url.includes('?') ? `${url}?v=${sha256.slice(0, 16)}` : url;
}

// probe asks the host for the first bytes. It gives what is known of a file that
// can be read by parts, {ranges: true, …}; {ranges: false, why, detail, length}
// where it must come whole, why being packed, whole or short; or {ranges: false,
// lost} with the error where it does not come at all. want is the size the
// release states, 0 if unknown.
export async function probe(url, want, sha256) {
  const asked = versioned(url, sha256);
  let r = await ask(asked);
  // A host that knows no queries may know the file.
  if (asked !== url && (r.error || r.status >= 400)) r = await ask(url);
  if (r.error) return unanswered(url, r.error);
  const encoding = r.headers.get('Content-Encoding');
  const refuse = async (why, detail) => {
    if (r.body) await r.body.cancel().catch(() => {});
    return { ranges: false, why, detail, length: encoding ? 0 : Number(r.headers.get('Content-Length')) || 0 };
  };
  const lost = async (code, detail) => ({ ...(await refuse(code, detail)), lost: new HostError(code, detail) });
  if (r.status >= 400 && r.status !== 416) return lost('status', `HTTP ${r.status}`);
  if (r.status !== 206) return refuse('whole', `HTTP ${r.status}`);
  if (encoding && encoding !== 'identity') return refuse('packed', `Content-Encoding: ${encoding}`);
  let head;
  try {
    head = new Uint8Array(await r.arrayBuffer());
  } catch (e) {
    return { ranges: false, why: 'packed', detail: String(e.message || e) };
  }
  return known(r, url, head, want);
}

const ask = (url) =>
  fetch(url, { headers: { Range: `bytes=0-${headBytes - 1}` }, cache: 'no-store' }).catch((error) => ({ error }));

// unanswered is what is to be said where a part of the file did not come: a part
// that is packed ends there too, so the host is asked without one.
function unanswered(url, e) {
  const detail = String(e.message || e);
  return fetch(url, { method: 'HEAD', cache: 'no-store' }).then(
    () => ({ ranges: false, why: 'packed', detail }),
    () => ({ ranges: false, lost: new HostError('network', detail) }),
  );
}

// known is what the head of the file and the answer say of it.
function known(r, url, head, want) {
  const lost = (code, detail) => ({ ranges: false, lost: new HostError(code, detail) });
  const says = header(head);
  if (!says) return lost('notadb', `${url}: the first bytes are not those of a SQLite file`);
  // Content-Range is hidden on another host unless it exposes it; the file's own header says as much.
  const total = /\/(\d+)$/.exec(r.headers.get('Content-Range') || '');
  const size = total ? Number(total[1]) : says.size;
  if (says.wal) return lost('wal', url); // whole it cannot be opened either
  if (size !== says.size || (want && size !== want)) {
    return lost('mismatch', `${url} has ${size} bytes, not ${want || says.size}`);
  }
  if (head.length !== Math.min(headBytes, size)) {
    return { ranges: false, why: 'short', detail: `${head.length} bytes came` };
  }
  const { etag, modified } = validators((name) => r.headers.get(name));
  // Where the host leads elsewhere, later parts are asked for there at once.
  const at = r.redirected ? r.url : r.url || url;
  return { ranges: true, url: at, named: url, size, page: says.page, etag, modified, head };
}

// validators are what a host says of which file it sends.
export function validators(header) {
  return { etag: header('ETag'), modified: header('Last-Modified') };
}

// download fetches the whole file into a Blob, which the browser may keep on
// disk. progress is called with (bytes so far, bytes in all or 0).
export async function download(url, want, sha256, progress, signal) {
  let r;
  const parts = [];
  let n = 0;
  try {
    r = await fetch(versioned(url, sha256), { signal, cache: 'no-cache' });
    if (!r.ok) r = await fetch(url, { signal, cache: 'no-cache' });
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
