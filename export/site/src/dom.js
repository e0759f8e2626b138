// Elements without HTML: whatever stands in an article reaches the page as
// text, never as markup.

// h makes an element. Attributes: a function is a listener, class and the
// like are set as they are, false and null are left out.
export function h(name, attrs = {}, ...kids) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attrs)) {
    if (typeof v === 'function') e.addEventListener(k, v);
    else if (v === true) e.setAttribute(k, '');
    else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
  }
  e.append(...present(kids));
  return e;
}

// fill puts kids in the place of what an element holds.
export function fill(e, ...kids) {
  e.replaceChildren(...present(kids));
}

// present leaves out what is nothing, at any depth.
const present = (kids) => kids.flat(Infinity).filter((k) => k !== null && k !== undefined && k !== false);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is sought
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

// clean takes out control characters and the marks that turn the direction of
// what follows them; words in a right-to-left script do without.
export const clean = (s) => String(s).replace(unsafe, '');

// words is a stranger's text on its own: isolated, its direction its own.
export const words = (s, attrs = {}) => h('bdi', { dir: 'auto', ...attrs }, clean(s));

// parts is a text with some of its ranges in <mark>, as what goes into an
// element. Offsets are those of the text as it came, so it is cleaned piece by
// piece.
export function parts(text, ranges) {
  const out = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    out.push(clean(text.slice(at, from)), h('mark', {}, clean(text.slice(from, to))));
    at = to;
  }
  return [...out, clean(text.slice(at))];
}

// marked is such a text on its own.
export const marked = (text, ranges) => h('bdi', { dir: 'auto' }, parts(text, ranges));

const rightToLeft =
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

// direction is rtl for a text whose first letter is of such a script: its lines
// then begin at the right.
export const direction = (text) => (rightToLeft.test((/\p{L}/u.exec(text) || [''])[0]) ? 'rtl' : null);

// link leads out of the page, for addresses of the web; all others are text.
export function link(url, label = url, attrs = {}) {
  let u = null;
  try {
    u = new URL(url);
  } catch {
    // no address at all
  }
  if (!u || !['http:', 'https:'].includes(u.protocol)) return words(label, { class: 'notalink' });
  return h('a', { href: u.href, rel: 'noopener noreferrer nofollow', target: '_blank', ...attrs }, words(label));
}

// save offers bytes under a name, without a server.
export function save(name, type, parts) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const a = h('a', { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
