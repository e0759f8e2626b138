// A button that opens a box below itself, and the tabs that may stand in it.
import { h } from './dom.js';

// menu is shut by Esc and by a click beside it, see keyboard.js.
export const menu = (label, attrs, ...kids) =>
  h(
    'details',
    { ...attrs, class: `pop ${attrs.class || ''}` },
    h('summary', { class: 'button' }, label),
    h('div', { class: 'popup' }, ...kids),
  );

// tabs shows one of several panels, each [name, node]; arrow keys lead from tab
// to tab.
export function tabs(label, id, panels) {
  const choose = (to, focus) => {
    panels.forEach(([, panel], i) => {
      panel.hidden = i !== to;
      buttons[i].setAttribute('aria-selected', String(i === to));
      buttons[i].tabIndex = i === to ? 0 : -1;
    });
    if (focus) buttons[to].focus();
  };
  const keydown = (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    choose((buttons.indexOf(e.target) + step + panels.length) % panels.length, true);
  };
  const buttons = panels.map(([name, panel], i) => {
    panel.id = `${id}-panel-${i}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `${id}-tab-${i}`);
    const click = () => choose(i, false);
    const attrs = { type: 'button', role: 'tab', id: `${id}-tab-${i}`, 'aria-controls': panel.id, click };
    return h('button', attrs, name);
  });
  choose(0, false);
  return h(
    'div',
    { class: 'tabs', id },
    h('div', { role: 'tablist', 'aria-label': label, keydown }, buttons),
    panels.map(([, panel]) => panel),
  );
}
