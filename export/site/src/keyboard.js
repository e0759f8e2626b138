// The keys of the page, and the clicks that no one element hears.
import { same } from './state.js';

const openBox = () => document.querySelector('details.pop[open]');

export function listen(page) {
  document.addEventListener('click', (e) => {
    for (const box of document.querySelectorAll('details.pop[open]')) if (!box.contains(e.target)) box.open = false;
    if (e.target.closest?.('a[data-text]')) page.story.toText = true;
  });
  document.addEventListener('keydown', (e) => {
    if (!e.isComposing && !e.ctrlKey && !e.metaKey && !e.altKey) press(page, e);
  });
}

function press(page, e) {
  const { state, search } = page;
  const { input } = search.box;
  const typing = e.target.matches('input:not([type=checkbox]), textarea, select');
  const links = search.links();
  const at = links.indexOf(document.activeElement);
  const inList = !search.element.hidden && links.length > 0 && (e.target === input || at >= 0);
  if (e.key === '/' && !typing) {
    e.preventDefault();
    if (state.v !== 'search' || state.a) page.go({ ...state, v: 'search', a: '', n: '' });
    input.focus();
    input.select();
  } else if (e.key === 'Escape') {
    stepBack(page, e, at);
  } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && inList) {
    e.preventDefault();
    const to = at + (e.key === 'ArrowDown' ? 1 : -1);
    const next = to < 0 ? input : links[Math.min(to, links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  } else if (e.key === 'Enter' && e.target === input && links.length) {
    if (!same(search.listed, { ...state, q: search.box.query })) return;
    e.preventDefault();
    links[0].click();
  }
}

// stepBack leads one step back: out of a box, the article, the list, the query.
function stepBack(page, e, at) {
  const { input } = page.search.box;
  const box = openBox();
  if (box) {
    box.open = false;
    box.querySelector('summary').focus();
  } else if (page.state.v !== 'search') return;
  else if (page.state.a) page.story.leave();
  else if (at >= 0) input.focus();
  else if (e.target === input && input.value) {
    input.value = '';
    page.search.box.ask(true);
  }
}
