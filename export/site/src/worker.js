// The worker: one SQLite over one file. The page starts one for searching and,
// when asked for, another for the console, which it may kill at any moment.
import init from '@sqlite.org/sqlite-wasm';
import { beside } from './beside.js';
import { Engine } from './engine.js';
import { HostError } from './errors.js';
import { firstPages } from './firstpages.js';
import { Fts5 } from './fts5.js';
import { byDay, cells, everything, namesOf, random, suggest } from './lists.js';
import { RangeFile } from './ranges.js';
import { install } from './vfs.js';

let sqlite3, db, file, engine;
let deadline = 0; // when the statement that runs is to be interrupted; 0 for never

const maxValue = 16 << 20; // bytes of one value a console query may make
const maxHeap = 384 << 20; // bytes the console's SQLite may take

function limit(ms) {
  deadline = ms ? performance.now() + ms : 0;
}

const ops = {
  // start makes SQLite ready, which needs no file yet.
  async start({ module }) {
    globalThis.sqlite3ApiConfig = {
      // What SQLite says to the console it throws too; and it says of each page
      // that has to be fetched first that it could not be read.
      warn() {},
    };
    try {
      sqlite3 = await init({ instantiateWasm: instantiate(module), print() {}, printErr() {} });
    } catch (e) {
      throw new HostError('worker', String(e?.message || e));
    }
  },
  // open opens the database at source; pages are its first, or null.
  async open({ source, pages, console: isConsole }) {
    file = new RangeFile(source, pages ? firstPages(pages, source.page) : new Map());
    if (!file.fits()) throw new HostError('mismatch', source.url);
    install(sqlite3, file);
    db = new sqlite3.oo1.DB({ filename: 'file:remote.db?immutable=1&vfs=range', flags: 'r' });
    const { capi } = sqlite3;
    db.exec('PRAGMA temp_store=2; PRAGMA cache_size=-16000; PRAGMA cell_size_check=1;');
    capi.sqlite3_progress_handler(db.pointer, 2000, () => (deadline && performance.now() > deadline ? 1 : 0), 0);
    if (isConsole) return confine(capi);
    engine = new Engine({ db, file, limit, fts5: new Fts5(sqlite3, db) });
    return { ...(await engine.open()), sqlite: capi.sqlite3_libversion() };
  },
  hits: (args) => engine.hits(args),
  rows: (args) => engine.rows(args),
  texts: (args) => engine.texts(args),
  counts: (args) => engine.counts(args),
  article: (args) => engine.article(args),
  byDay: (args) => byDay(engine, args),
  everything: (args) => everything(engine, args),
  cells: (args) => cells(engine, args),
  names: (args) => namesOf(engine, args),
  beside: (args) => beside(engine, args),
  random: () => random(engine),
  suggest: (args) => suggest(engine, args),
  sql,
  stats: () => ({ ...file.stats }),
};

// instantiate gives the hook that SQLite takes its module from.
const instantiate = (module) => (imports, done) => {
  WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
  return {};
};

// confine lets a connection do nothing but read. FTS5 reads PRAGMA
// data_version by itself, and the view search needs it.
function confine(capi) {
  db.exec('PRAGMA query_only=1');
  db.exec(`PRAGMA hard_heap_limit=${maxHeap}`);
  capi.sqlite3_limit(db.pointer, capi.SQLITE_LIMIT_LENGTH, maxValue);
  const fine = new Set([capi.SQLITE_SELECT, capi.SQLITE_READ, capi.SQLITE_FUNCTION, capi.SQLITE_RECURSIVE]);
  capi.sqlite3_set_authorizer(
    db.pointer,
    (_p, action, name) =>
      fine.has(action) || (action === capi.SQLITE_PRAGMA && name === 'data_version') ? 0 : capi.SQLITE_DENY,
    0,
  );
  return {};
}

// single refuses all but one statement: of two, only one answer could be shown.
function single(text) {
  const { capi, wasm } = sqlite3;
  const scope = wasm.scopedAllocPush();
  try {
    const out = wasm.scopedAllocPtr(2);
    const stmt = out[0];
    const tail = out[1];
    let z = wasm.scopedAllocCString(text);
    for (let n = 0; ; n++) {
      wasm.pokePtr(stmt, 0);
      db.checkRc(capi.sqlite3_prepare_v3(db.pointer, z, -1, 0, stmt, tail));
      const found = wasm.peekPtr(stmt);
      z = wasm.peekPtr(tail);
      if (found) capi.sqlite3_finalize(found);
      if (found && n) throw new HostError('oneStatement', 'more than one statement');
      if (!found && !n) throw new HostError('noStatement', 'no statement');
      if (!found || !wasm.peek8(z)) return;
    }
  } finally {
    wasm.scopedAllocPop(scope);
  }
}

function sql({ text, rows: cap, ms }) {
  const started = performance.now();
  const before = { ...file.stats };
  const rows = [];
  let columns = [];
  let more = false;
  limit(ms);
  try {
    single(text);
    const st = db.prepare(text);
    try {
      columns = st.columnCount ? st.getColumnNames() : [];
      while (st.step()) {
        if (rows.length === cap) {
          more = true;
          break;
        }
        rows.push(st.get([]));
      }
    } finally {
      st.finalize();
    }
  } finally {
    limit(0);
  }
  return {
    columns,
    rows,
    more,
    ms: performance.now() - started,
    requests: file.stats.requests - before.requests,
    bytes: file.stats.bytes - before.bytes,
  };
}

// say turns an error into what can be posted: a code that words.js knows, and
// the detail.
function say(e) {
  const cause = file?.error;
  if (file) file.error = null;
  if (cause) return { code: cause.code || 'network', detail: String(cause.message) };
  if (e?.code) return { code: e.code, detail: String(e.message) };
  const text = String(e?.message || e)
    .replace(/^sqlite3 result code \d+: |^SQLITE_\w+: /g, '')
    .replace(/^sqlite3 result code \d+: /, '');
  if (/interrupt/i.test(text)) return { code: 'slow', detail: text };
  if (/not authorized|prohibited|readonly|read-only|query_only/i.test(text)) return { code: 'readOnly', detail: text };
  if (/out of memory|NOMEM/i.test(text)) return { code: 'memory', detail: text };
  if (/too big/i.test(text)) return { code: 'tooBig', detail: text };
  return { code: 'sql', detail: text };
}

// One at a time, in the order asked: an op may wait for the network.
let last = Promise.resolve();
self.onmessage = ({ data: { id, op, args } }) => {
  last = last.then(async () => {
    try {
      postMessage({ id, ok: await ops[op](args) });
    } catch (e) {
      postMessage({ id, error: say(e) });
    }
  });
};
