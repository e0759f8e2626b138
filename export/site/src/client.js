// The page's side of a worker: calls that come back as promises.

export class Client {
  constructor(assets) {
    this.assets = assets;
    this.waiting = new Map();
    this.next = 1;
  }

  start() {
    if (this.worker) return;
    this.worker = new Worker(this.assets.worker, { type: 'module' });
    this.worker.onmessage = ({ data }) => {
      const w = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (!w) return;
      if (data.error) w.reject(Object.assign(new Error(data.error.detail), { code: data.error.code }));
      else w.resolve(data.ok);
    };
    this.worker.onerror = (e) => this.fail('worker', e.message || 'the worker did not start');
    this.call('start', { wasm: new URL(this.assets.wasm, document.baseURI).href }).catch((e) => {
      this.broken = e;
    });
  }

  open(source, isConsole = false) {
    this.start();
    if (this.broken) return Promise.reject(this.broken);
    return this.call('open', { source, console: isConsole });
  }

  call(op, args) {
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, op, args });
    });
  }

  // stop kills the worker in the middle of whatever it does.
  stop() {
    if (this.worker) this.worker.terminate();
    this.worker = null;
    this.broken = null;
    this.fail('stopped', 'stopped');
  }

  fail(code, detail) {
    for (const { reject } of this.waiting.values()) reject(Object.assign(new Error(detail), { code }));
    this.waiting.clear();
  }
}
