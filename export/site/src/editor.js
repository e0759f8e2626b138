// The box that SQL is typed into: a textarea, with the same text in colours
// behind it and a list of what may come next.
import { complete } from './completion.js';
import { clean, fill, h } from './dom.js';
import { tokens } from './sqltokens.js';
import { t } from './words.js';

export class Editor {
  // run is called at Ctrl+Enter.
  constructor(run) {
    Object.assign(this, { run, tables: [], found: null, active: -1 });
    this.box = h('textarea', {
      id: 'sql',
      rows: '7',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      'aria-label': t('sqlLabel'),
      'aria-describedby': 'sqlhint',
      'aria-autocomplete': 'list',
      'aria-controls': 'sqlnext',
      input: () => this.typed(),
      blur: () => this.shut(),
      keydown: (e) => this.press(e),
    });
    this.colors = h('pre', { class: 'colors', 'aria-hidden': 'true' });
    this.list = h('ul', {
      id: 'sqlnext',
      role: 'listbox',
      class: 'next',
      'aria-label': t('completions'),
      hidden: true,
    });
    this.element = h('div', { class: 'editor' }, this.colors, this.box, this.list);
  }

  get value() {
    return this.box.value;
  }

  set value(text) {
    this.box.value = text;
    this.paint();
  }

  paint() {
    const colored = [...tokens(this.box.value)].map(([kind, text]) =>
      kind === 'rest' || kind === 'word' ? text : h('span', { class: `sql-${kind}` }, text),
    );
    fill(this.colors, colored, '\n'); // the last line has its height even where it is empty
  }

  typed() {
    this.paint();
    this.offer();
  }

  // offer lists what may come next, if anything.
  offer() {
    const { selectionStart: at, selectionEnd } = this.box;
    this.found = at === selectionEnd ? complete(this.box.value, at, this.tables) : null;
    this.active = -1;
    this.draw();
  }

  shut() {
    this.found = null;
    this.draw();
  }

  draw() {
    const { list, box, found } = this;
    list.hidden = !found;
    if (!found) {
      fill(list);
      box.removeAttribute('aria-activedescendant');
      return;
    }
    const option = ({ text, kind }, i) => {
      const pick = (e) => {
        e.preventDefault(); // the box keeps the focus
        this.take(i);
      };
      const attrs = { role: 'option', id: `sqlnext-${i}`, 'aria-selected': String(i === this.active), mousedown: pick };
      return h('li', attrs, h('code', {}, clean(text)), ' ', h('span', { class: 'hint' }, t(`next_${kind}`)));
    };
    fill(list, found.list.map(option));
    if (this.active >= 0) box.setAttribute('aria-activedescendant', `sqlnext-${this.active}`);
    else box.removeAttribute('aria-activedescendant');
    const place = this.place(found.from);
    list.style.left = `${Math.min(place.x, Math.max(0, this.element.clientWidth - list.offsetWidth))}px`;
    list.style.top = `${place.y}px`;
  }

  // place is below a character, from the corner of the editor.
  place(at) {
    const walk = document.createTreeWalker(this.colors, NodeFilter.SHOW_TEXT);
    let left = at;
    let node = walk.nextNode();
    while (node && left > node.data.length) {
      left -= node.data.length;
      node = walk.nextNode();
    }
    const range = document.createRange();
    range.setStart(node || this.colors, node ? left : 0);
    const [from, corner] = [range.getBoundingClientRect(), this.element.getBoundingClientRect()];
    return { x: from.left - corner.left, y: from.bottom - corner.top + 2 };
  }

  take(i) {
    const { from, list } = this.found;
    this.replace(from, this.box.selectionEnd, list[i].text);
    this.shut();
  }

  // replace puts a text in the place of another, so that undo knows of it.
  replace(from, to, text) {
    this.box.focus();
    this.box.setSelectionRange(from, to);
    if (!document.execCommand?.('insertText', false, text)) this.box.setRangeText(text, from, to, 'end');
    this.paint();
  }

  insert(name) {
    this.replace(this.box.selectionStart, this.box.selectionEnd, name);
    this.shut();
  }

  press(e) {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      this.shut();
      this.run();
    } else if (e.key === ' ' && e.ctrlKey) {
      e.preventDefault();
      this.offer();
    } else if (this.found && !e.isComposing) this.choose(e);
  }

  // choose handles a key while the list is open.
  choose(e) {
    const n = this.found.list.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) this.active = (this.active + step + n + (this.active < 0 && step < 0 ? 1 : 0)) % n;
    else if ((e.key === 'Enter' || e.key === 'Tab') && this.active >= 0) this.take(this.active);
    else if (e.key === 'Escape') this.shut();
    else return;
    e.preventDefault();
    e.stopPropagation();
    if (step) this.draw();
  }
}
