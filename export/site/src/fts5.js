// Into FTS5, past its ranking: how often a phrase stands in title and text of
// each article that has it. FTS5 hands that to functions of its own kind, which
// are called through tables of pointers (fts5.h of SQLite). So no length of an
// article is read until it is known which are ranked.

// Where the functions stand in the tables, as numbers of pointers.
const createFunction = 3; // in fts5_api
const api = { instCount: 8, inst: 9, rowid: 10 };

export class Fts5 {
  constructor(sqlite3, db) {
    const { capi, wasm } = sqlite3;
    this.wasm = wasm;
    this.heard = null; // what hears of a row: (rowid, phrase, column) for each hit
    this.out = wasm.alloc(16);
    const found = wasm.alloc(wasm.ptr.size);
    const st = db.prepare('SELECT fts5(?1)');
    try {
      wasm.pokePtr(found, 0);
      capi.sqlite3_bind_pointer(st.pointer, 1, found, 'fts5_api_ptr', 0);
      st.step();
    } finally {
      st.finalize();
    }
    const fts5 = wasm.peekPtr(found);
    wasm.dealloc(found);
    const name = wasm.allocCString('dabao_hits');
    const hits = wasm.installFunction('v(pppip)', (table, context) => this.row(table, context));
    const rc = this.call(fts5, createFunction)(fts5, name, 0, hits, 0);
    wasm.dealloc(name);
    if (rc) throw new Error(`FTS5 takes no function (${rc})`);
  }

  // call is a function of a table of pointers.
  call(table, n) {
    return this.wasm.functionEntry(this.wasm.peekPtr(table + n * this.wasm.ptr.size));
  }

  // row is called by FTS5 for each article that dabao_hits(articles_fts) is
  // asked of.
  row(table, context) {
    const { wasm, out } = this;
    const id = Number(this.call(table, api.rowid)(context));
    this.call(table, api.instCount)(context, out);
    const n = wasm.peek32(out);
    const inst = this.call(table, api.inst);
    for (let i = 0; i < n; i++) {
      inst(context, i, out, out + 4, out + 8);
      this.heard(id, wasm.peek32(out), wasm.peek32(out + 4));
    }
  }

  // listen runs what asks for dabao_hits while heard hears of every hit.
  listen(heard, run) {
    this.heard = heard;
    try {
      return run();
    } finally {
      this.heard = null;
    }
  }
}
