// The view of one article: read from the database, its facts led to from the
// address.
import { article } from './article.js';
import { articleCitation, citations } from './cite.js';
import { copyButton } from './copy.js';
import { fill, h, words } from './dom.js';
import { menu } from './menu.js';
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
    const line = h('div', { class: 'line' }, back);
    fill(element, line, h('p', { class: 'hint' }, t('searching')));
    scrollTo(0, 0);
    try {
      const found = await page.client.call('article', { uid });
      if (page.state.a !== uid) return false;
      const story = article(found, page, phrases(state.q));
      element.lastChild.replaceWith(story);
      const cited = citations(articleCitation(found, page.release), 'h2');
      line.append(
        menu(t('cite'), { class: 'cite' }, cited),
        copyButton(() => location.href, '', t('copyLink')),
      );
      const title = story.querySelector('h1');
      title.focus({ preventScroll: true });
      document.title = [title.textContent, page.release.title].join(' · ');
      this.lookAround(found, story);
      return true;
    } catch (e) {
      if (page.state.a === uid) this.missing(e);
      return false;
    }
  }

  missing(e) {
    const { text, detail } = problem(e);
    const said = h('p', { class: 'error', role: 'alert' }, text, detail ? [' ', words(detail)] : null);
    this.element.lastChild.replaceWith(h('div', { class: 'story' }, h('h1', {}, t('notHere')), said));
  }

  // lookAround adds what stands beside the article, which need not be there to
  // read it.
  async lookAround(a, story) {
    const { page } = this;
    try {
      const of = a.near_duplicate_of;
      const { earlier, later, twins } = await page.client.call('beside', { id: a.article_id, uid: a.uid, of });
      if (!story.isConnected) return;
      if (twins.length) story.querySelector('.provenance').before(same(twins, page.state));
      if (earlier || later) story.append(neighbours(earlier, later, page.state));
    } catch {
      // the article stands without
    }
  }

  // point leads to a fact, in the text or in its table.
  point(n) {
    for (const old of this.element.querySelectorAll('.chosen')) old.classList.remove('chosen');
    if (!n) return;
    const place = document.getElementById(`text-${n}`);
    const row = document.getElementById(`row-${n}`);
    if (row && !this.toText) row.closest('details').open = true;
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

const to = (r, state) => h('a', { href: write({ ...state, a: r.uid, n: '' }) }, words(r.title || t('untitled')));

const same = (twins, state) =>
  h(
    'section',
    { class: 'twins' },
    h('h2', {}, t('nearDuplicate')),
    h(
      'ul',
      {},
      twins.map((r) => h('li', {}, to(r, state), r.on ? h('span', { class: 'hint' }, ` ${r.on}`) : null)),
    ),
  );

// neighbours lead to the articles before and after by day.
function neighbours(earlier, later, state) {
  const way = (r, name) =>
    r ? h('div', { class: name }, h('span', { class: 'hint' }, `${t(name)} · ${r.on}`), to(r, state)) : null;
  return h('nav', { class: 'neighbours', 'aria-label': t('neighbours') }, way(earlier, 'earlier'), way(later, 'later'));
}
