// What the page loads before it can search: SQLite, compiled once for all its
// workers, and the first pages of the database.
import { HostError } from './errors.js';
import { fetchUnpacked } from './unpack.js';

export class Program {
  constructor(assets) {
    const address = (name) => assets[name] && new URL(assets[name], document.baseURI).href;
    this.wasm = address('wasm');
    this.pages = address('opening');
    this.worker = address('worker');
  }

  // sqlite is the compiled module; a try that failed may be made again.
  sqlite() {
    this.compiling ??= this.compile().catch((e) => {
      this.compiling = null;
      throw e;
    });
    return this.compiling;
  }

  async compile() {
    const bytes = await fetchUnpacked(this.wasm).catch((e) => {
      throw new HostError('worker', String(e.message || e));
    });
    return WebAssembly.compile(bytes).catch((e) => {
      const said = String(e.message || e);
      throw new HostError(/content.?security|\bCSP\b/i.test(said) ? 'hostPolicy' : 'worker', said);
    });
  }

  // firstPages are those of the database, as bytes, or null: without them it
  // opens too, in more requests.
  firstPages() {
    this.first ??= this.pages ? fetchUnpacked(this.pages).catch(() => null) : Promise.resolve(null);
    return this.first;
  }
}
