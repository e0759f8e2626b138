// The page's side of a worker: calls that come back as promises.

export class Client {
  constructor(program) {
    this.program = program;
    this.waiting = new Map();
    this.next = 1;
  }

  // start lets the worker and SQLite load side by side; open waits for both.
  start() {
    if (this.worker) return;
    const worker = new Worker(this.program.worker, { type: 'module' });
    this.worker = worker;
    worker.onmessage = ({ data }) => {
      const w = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (!w) return;
      if (data.error) w.reject(Object.assign(new Error(data.error.detail), { code: data.error.code }));
      else w.resolve(data.ok);
    };
    worker.onerror = (e) => {
      e.preventDefault?.();
      this.stop('worker', e.message || 'the worker did not start');
    };
    this.started = this.program.sqlite().then((module) => {
      if (this.worker === worker) return this.call('start', { module });
    });
    this.started.catch(() => {}); // open tells
  }

  // open opens the database at source; pages are its first, or null.
  async open(source, pages, isConsole = false) {
    this.start();
    await this.started;
    return this.call('open', { source, pages, console: isConsole });
  }

  call(op, args) {
    return new Promise((resolve, reject) => {
      if (!this.worker) {
        reject(Object.assign(new Error('stopped'), { code: this.ended || 'stopped' }));
        return;
      }
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, op, args });
    });
  }

  // stop kills the worker in the middle of whatever it does.
  stop(code = 'stopped', detail = code) {
    if (this.worker) this.worker.terminate();
    this.worker = null;
    this.ended = code;
    for (const { reject } of this.waiting.values()) reject(Object.assign(new Error(detail), { code }));
    this.waiting.clear();
  }
}
