// The page's frame and what all its views share: the release, the database
// once it is open, and the state that the address holds.
import { Client } from './client.js';
import { Console } from './console.js';
import { Data } from './data.js';
import { fill, h } from './dom.js';
import { folder } from './fold.js';
import { listen } from './keyboard.js';
import { Notice } from './notice.js';
import { Opening } from './opening.js';
import { Program } from './program.js';
import { Search } from './search.js';
import { plain, read, write } from './state.js';
import { Story } from './story.js';
import { chooseLanguage, keepLanguage, otherLanguage, t } from './words.js';

export class Page {
  constructor(release) {
    this.release = release;
    this.program = new Program(release.assets);
    this.client = new Client(this.program);
    this.source = null; // what the workers read
    this.opened = null; // what the database says of itself
    this.blocked = ''; // what a Content-Security-Policy last stopped
    this.state = read(location.hash);
  }

  start() {
    chooseLanguage();
    this.build();
    listen(this);
    // What a policy stopped, the browser's errors do not tell.
    document.addEventListener('securitypolicyviolation', (e) => {
      if (e.disposition === 'enforce') this.blocked = `${e.effectiveDirective} ${e.blockedURI}`;
    });
    addEventListener('popstate', () => {
      this.state = read(location.hash);
      this.search.box.follow(this.state.q);
      this.show();
    });
    this.opening = new Opening(this);
    this.opening.start();
  }

  // build makes the page's frame once; a change of language makes it anew.
  build() {
    const { release } = this;
    this.notice = new Notice();
    this.search = new Search(this);
    this.story = new Story(this);
    this.data = new Data(this);
    this.console = new Console(h('section', { id: 'console', hidden: true }), this);
    this.tabs = {};
    const other = h(
      'button',
      { type: 'button', class: 'plain', id: 'language', lang: t('languageOf'), click: () => this.switchLanguage() },
      t('language'),
    );
    const version = [release.name, release.version].filter(Boolean).join(' ');
    const name = h('p', { class: 'title' }, h('a', { href: '#' }, release.title));
    fill(
      document.getElementById('app'),
      h('a', { class: 'skip', href: '#list', click: (e) => this.skip(e) }, t('skip')),
      h(
        'header',
        { class: 'top' },
        h('div', {}, name, h('p', { class: 'version' }, version)),
        h('nav', { 'aria-label': release.title }, this.tab('search'), this.tab('sql'), this.tab('data'), other),
      ),
      h(
        'main',
        {},
        this.notice.element,
        this.search.element,
        this.story.element,
        this.console.element,
        this.data.element,
      ),
      h(
        'footer',
        {},
        h('p', { class: 'keys' }, t('keys')),
        h('p', {}, t('madeWith'), ' ', h('a', { href: release.assets.licenses }, t('thirdParty'))),
      ),
    );
    if (this.opened) this.ready();
  }

  tab(v) {
    const label = t(v === 'sql' ? 'console' : v);
    this.tabs[v] = h('a', { href: write({ ...this.state, v, a: '', n: '' }), id: `tab-${v}` }, label);
    return this.tabs[v];
  }

  skip(e) {
    e.preventDefault();
    this.search.links()[0]?.focus();
  }

  switchLanguage() {
    keepLanguage(otherLanguage());
    chooseLanguage();
    this.console.close();
    this.build();
    this.show();
  }

  ready() {
    this.search.ready(this.opened);
    this.data.ready(this.opened);
  }

  // open lets the views at a database found at source.
  async open(source) {
    try {
      const pages = source.blob ? null : await this.program.firstPages();
      this.opened = await this.client.open(source, pages);
      this.source = source;
      this.opened.fold = folder(this.opened.hanzi);
      this.search.box.say('');
      this.ready();
      this.show();
    } catch (e) {
      this.stuck(e, () => {
        this.client.stop();
        this.open(source);
      });
    }
  }

  // stuck says what went wrong and what to do; again, if given, tries once more.
  stuck(e, again) {
    this.search.box.say('');
    this.notice.problem(e, again);
  }

  // go moves to a state; what is typed replaces the entry of the history.
  go(next, replace = false) {
    this.state = next;
    history[replace ? 'replaceState' : 'pushState'](null, '', write(next));
    this.show();
  }

  show() {
    const { state, release } = this;
    document.title = [state.v === 'search' && state.q, release.title].filter(Boolean).join(' · ');
    for (const [v, a] of Object.entries(this.tabs)) {
      a.href = write({ ...state, v, a: '', n: '' });
      if (v === state.v) a.setAttribute('aria-current', 'page');
      else a.removeAttribute('aria-current');
    }
    this.search.landing.hidden = !plain(state);
    this.search.element.hidden = state.v !== 'search' || state.a !== '';
    this.story.element.hidden = state.v !== 'search' || state.a === '';
    this.console.element.hidden = state.v !== 'sql';
    this.data.element.hidden = state.v !== 'data';
    if (state.v === 'data') this.data.show(state.n);
    if (state.v === 'sql') this.console.show(state, this.source !== null);
    if (!this.opened || state.v !== 'search') return;
    if (state.a) this.story.show();
    else this.search.show();
  }
}
