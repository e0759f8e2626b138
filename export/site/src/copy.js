// Text to take away.
import { clean, h } from './dom.js';
import { t } from './words.js';

// copyButton puts a text on the clipboard; where there is none, the text is
// shown for copying by hand. what says of what it is the copy, to those who
// hear the page.
export function copyButton(text, what, label = t('copy')) {
  const click = async (e) => {
    const button = e.currentTarget;
    try {
      await navigator.clipboard.writeText(text());
      button.firstChild.textContent = t('copied');
    } catch {
      prompt(what || label, text());
    }
  };
  const sr = what ? h('span', { class: 'sr' }, ` ${what}`) : null;
  return h('button', { type: 'button', class: 'plain copy', click }, h('span', {}, label), sr);
}

// snippet is a text in its own type, with a button that copies it.
export const snippet = (text, what) =>
  h(
    'div',
    { class: 'snip' },
    h(
      'pre',
      { class: 'scroll', tabindex: '0', 'aria-label': what, role: 'region' },
      h('code', { dir: 'ltr' }, clean(text)),
    ),
    copyButton(() => text, what),
  );
