// How the page comes by its database: by parts from the host, or whole once
// the visitor agreed to its size.
import { h } from './dom.js';
import { HostError } from './errors.js';
import { download, probe } from './source.js';
import { size, t } from './words.js';

export class Opening {
  constructor(page) {
    this.page = page;
    this.url = new URL(page.release.dataURL, document.baseURI).href;
  }

  async start() {
    const { page } = this;
    page.notice.clear();
    page.show();
    if (location.protocol === 'file:') return page.stuck({ code: 'file' });
    // A frame without an origin of its own, or a host that makes one of the page.
    if (self.origin === 'null') return page.stuck({ code: 'sandbox', message: location.href });
    if (!capable()) return page.stuck({ code: 'old' });
    page.search.box.say(t('opening'));
    page.client.start();
    page.program.firstPages(); // on their way while the host is tried
    const found = await probe(this.url, page.release.dbSize, page.release.dbSHA256);
    if (found.ranges) return page.open(found);
    if (found.lost) return page.stuck(await this.policy(found.lost), () => this.start());
    this.offerWhole(found);
  }

  // policy blames on a Content-Security-Policy what it stopped.
  async policy(e) {
    await new Promise((soon) => setTimeout(soon, 50)); // the browser tells of it after the error
    const { blocked } = this.page;
    return blocked && e.code === 'network' ? new HostError('hostPolicy', blocked) : e;
  }

  // offerWhole says how large the download is before it starts.
  offerWhole(found) {
    const { page } = this;
    const bytes = page.release.dbSize || found.length || 0;
    const go = h(
      'button',
      { type: 'button', id: 'whole', class: 'primary', click: () => this.whole(found, bytes) },
      t('wholeGo', size(bytes)),
    );
    page.search.box.say('');
    page.notice.show(
      h('h2', {}, t(`whole_${found.why}`)),
      h('p', {}, t('wholeText', size(bytes))),
      go,
      found.detail ? h('p', { class: 'hint' }, found.detail) : null,
    );
  }

  async whole(found, bytes) {
    const { page } = this;
    const bar = h('progress', { max: String(bytes || 1), value: '0', 'aria-label': t('wholeGo', size(bytes)) });
    const shown = h('p', { class: 'hint' }, t('wholeProgress', size(0), size(bytes)));
    const stop = new AbortController();
    const cancel = () => {
      stop.abort();
      this.offerWhole(found);
    };
    const progress = (n, all) => {
      bar.max = all || n;
      bar.value = n;
      shown.textContent = t('wholeProgress', size(n), size(all || n));
    };
    const way = h('button', { type: 'button', click: cancel }, t('cancel'));
    page.notice.show(h('p', {}, t('opening')), bar, shown, way);
    try {
      const { dbSize, dbSHA256 } = page.release;
      const got = await download(this.url, dbSize, dbSHA256, progress, stop.signal);
      page.notice.clear();
      await page.open(got);
    } catch (e) {
      if (e.name !== 'AbortError') page.stuck(e, () => this.offerWhole(found));
    }
  }
}

const capable = () =>
  typeof WebAssembly === 'object' &&
  typeof BigInt === 'function' &&
  Boolean(Array.prototype.at && globalThis.Blob.prototype.stream);
