// The view of one article: read from the database, its facts led to from the
// address.
import { article } from './article.js';
import { fill, h } from './dom.js';
import { parse } from './query.js';
import { write } from './state.js';
import { problem, t } from './words.js';

export class Story {
  constructor(page) {
    this.page = page;
    this.toText = false; // whether a fact is sought in the text, not in its table
    this.element = h('section', { id: 'story', hidden: true });
  }

  async show() {
    const { a: uid, n } = this.page.state;
    const have = this.element.querySelector('article');
    if ((!have || have.dataset.uid !== uid) && !(await this.read(uid))) return;
    this.point(n);
  }

  // read puts an article into the view; false where it is not the one wanted
  // any more, or is not there.
  async read(uid) {
    const { page, element } = this;
    const { state } = page;
    const out = write({ ...state, a: '', n: '' });
    const back = h('a', { class: 'back', href: out, click: (e) => this.leave(e) }, `← ${t('back')}`);
    const copy = h('button', { type: 'button', class: 'plain', click: copyLink }, t('copyLink'));
    fill(element, h('p', { class: 'line' }, back, copy), h('p', { class: 'hint' }, t('searching')));
    scrollTo(0, 0);
    try {
      const found = await page.client.call('article', { uid });
      if (page.state.a !== uid) return false;
      const story = article(found, state, page.opened.fold, phrases(state.q));
      element.lastChild.replaceWith(story);
      const title = story.querySelector('h1');
      title.focus({ preventScroll: true });
      document.title = [title.textContent, page.release.title].join(' · ');
      return true;
    } catch (e) {
      if (page.state.a !== uid) return false;
      const { text } = problem(e);
      element.lastChild.replaceWith(h('p', { class: 'error', role: 'alert' }, text));
      return false;
    }
  }

  // point leads to a fact, in the text or in its table.
  point(n) {
    for (const old of this.element.querySelectorAll('.chosen')) old.classList.remove('chosen');
    if (!n) return;
    const place = document.getElementById(`text-${n}`);
    const row = document.getElementById(`row-${n}`);
    for (const e of [place, row]) if (e) e.classList.add('chosen');
    const target = this.toText ? place : row;
    this.toText = false;
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  }

  // leave goes back to the list one came from, or makes it anew.
  leave(e) {
    if (e) e.preventDefault();
    const { page } = this;
    const uid = page.state.a;
    page.go({ ...page.state, a: '', n: '' });
    page.search
      .links()
      .find((l) => l.dataset.uid === uid)
      ?.focus();
  }
}

// phrases are those of a query; one that cannot be read marks nothing.
function phrases(query) {
  try {
    return query ? parse(query).phrases : [];
  } catch {
    return [];
  }
}

async function copyLink(e) {
  const button = e.target;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = t('copied');
  } catch {
    prompt(t('copyLink'), location.href);
  }
}
