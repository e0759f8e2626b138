// Files that travel packed with gzip, so that a host which packs nothing sends
// little.
import { gunzipSync } from 'fflate';

// unpack opens the bytes of a gzip file. A host may have said
// "Content-Encoding: gzip" of it, and the browser has opened it then.
export async function unpack(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream !== 'function') return gunzipSync(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// fetchUnpacked is unpack for a file of this page's own.
export async function fetchUnpacked(url) {
  const r = await fetch(url);
  if (!r.ok) throw new Error(`${new URL(url).pathname.split('/').pop()}: HTTP ${r.status}`);
  return unpack(new Uint8Array(await r.arrayBuffer()));
}
