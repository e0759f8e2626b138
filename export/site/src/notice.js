// What stands above everything else on the page: what went wrong and what to
// do about it.
import { fill, h } from './dom.js';
import { problem, t } from './words.js';

export class Notice {
  constructor() {
    this.element = h('div', { class: 'notice', id: 'notice', role: 'alert' });
  }

  show(...kids) {
    fill(this.element, ...kids);
  }

  clear() {
    fill(this.element);
  }

  // problem says an error; again, if given, tries once more.
  problem(e, again) {
    const { text, detail } = problem(e);
    const retry = () => {
      this.clear();
      again();
    };
    let way = null;
    if (e.code === 'sandbox') way = h('a', { href: location.href, target: '_blank', rel: 'noopener' }, t('ownTab'));
    else if (e.code === 'changed') way = h('button', { type: 'button', click: () => location.reload() }, t('reload'));
    else if (again) way = h('button', { type: 'button', id: 'retry', click: retry }, t('retry'));
    this.show(
      h('p', { class: 'error' }, text),
      detail ? h('p', { class: 'hint' }, h('bdi', { dir: 'auto' }, detail)) : null,
      way,
    );
  }
}
