// The pictures of an article by their addresses. They lie on other hosts, so
// they are fetched only when the visitor asks.
import { clean, h, link, words } from './dom.js';
import { t } from './words.js';

const address = (url) => {
  try {
    const u = new URL(url);
    return ['http:', 'https:'].includes(u.protocol) ? u : null;
  } catch {
    return null;
  }
};

export function pictures(a) {
  if (!a.images.length) return null;
  const shown = a.images.map((i) => ({ ...i, at: i.url ? address(i.url) : null, place: h('div') }));
  const hosts = [...new Set(shown.filter((i) => i.at).map((i) => i.at.host))];
  const click = (e) => {
    for (const i of shown.filter((x) => x.at)) i.place.append(picture(i));
    e.currentTarget.parentNode.remove();
  };
  const ask = hosts.length
    ? h(
        'p',
        {},
        h('button', { type: 'button', id: 'show-pictures', click }, t('showPictures')),
        ' ',
        h('span', { class: 'hint' }, t('fromHosts', hosts.map(clean).join(t('comma')))),
      )
    : null;
  const entry = (i) =>
    h('li', {}, i.place, [
      i.caption ? words(i.caption) : null,
      i.credit ? [' ', words(i.credit, { class: 'label' })] : null,
      i.url ? [' ', link(i.url)] : null,
    ]);
  return h('section', { class: 'pictures' }, h('h2', {}, t('pictures')), ask, h('ul', {}, shown.map(entry)));
}

function picture(i) {
  const alt = clean(i.caption || t('picture'));
  const error = (e) => e.target.replaceWith(h('p', { class: 'error' }, t('noPicture')));
  return h('img', { src: i.at.href, alt, referrerpolicy: 'no-referrer', loading: 'lazy', error });
}
