// The box that a query is typed into, with its help and what is said of the
// search under way.
import { h } from './dom.js';
import { Suggestions } from './suggestions.js';
import { t } from './words.js';

const typingMs = 120; // how long a pause in typing is before the search starts

export class QueryBox {
  constructor(page) {
    this.page = page;
    this.timer = 0;
    this.input = h('input', {
      type: 'search',
      id: 'q',
      name: 'q',
      placeholder: t('placeholder'),
      'aria-label': t('searchLabel'),
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: '1000',
      enterkeyhint: 'search',
      'aria-describedby': 'said',
      input: (e) => {
        if (!e.isComposing) this.ask(false);
      },
      compositionend: () => this.ask(false),
    });
    this.input.value = page.state.q;
    this.suggestions = new Suggestions(page);
    this.said = h('p', { id: 'said', role: 'status', class: 'said' });
    const submit = (e) => {
      e.preventDefault();
      this.ask(true);
    };
    this.element = h('form', { role: 'search', class: 'ask', submit }, this.input, help());
  }

  get query() {
    return this.input.value.trim();
  }

  ask(now) {
    clearTimeout(this.timer);
    this.typed = !now;
    const go = () => this.page.go({ ...this.page.state, v: 'search', q: this.query, a: '', n: '', k: 0 }, !now);
    this.timer = setTimeout(go, now ? 0 : typingMs);
  }

  // found is called when the titles of a search stand: what is typed may then be
  // completed.
  found() {
    if (this.typed && document.activeElement === this.input) this.suggestions.complete(this.query);
    else this.suggestions.clear();
  }

  // follow shows the query of the address, but for one who is typing it.
  follow(query) {
    if (document.activeElement !== this.input || this.query !== query) this.input.value = query;
  }

  say(text, bad = false) {
    this.said.textContent = text;
    this.said.classList.toggle('error', bad);
    this.input.setAttribute('aria-invalid', bad ? 'true' : 'false');
  }
}

function help() {
  const entries = t('helpText').map(([k, v]) => h('div', {}, h('dt', {}, h('code', {}, k)), h('dd', {}, v)));
  const popup = h('div', { class: 'popup' }, h('h2', {}, t('help')), h('dl', {}, entries));
  return h('details', { class: 'pop help' }, h('summary', { 'aria-label': t('help') }, '?'), popup);
}
