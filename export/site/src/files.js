// The files of the release, grouped by what they are for.
import { copyButton, snippet } from './copy.js';
import { fill, h, words } from './dom.js';
import { folderFor } from './shell.js';
import { number, size, t } from './words.js';

const uses = ['database', 'parquet', 'tables', 'csv', 'update', 'proof', 'about'];
const listed = 6; // a longer group is folded

// groups are [use, files], those that have any, in the order of the page.
export const groups = (release) =>
  uses.map((use) => [use, release.downloads.filter((f) => f.use === use)]).filter(([, files]) => files.length);

export const weight = (files) => files.reduce((n, f) => n + f.bytes, 0);

// baseURL is the folder of the release.
export const baseURL = () => new URL('.', document.baseURI).href;

// files is the list of them all.
export const files = (release) =>
  groups(release).map(([use, list]) =>
    h(
      'section',
      { class: 'group', id: `files-${use}` },
      h('h3', {}, t(`use_${use}`)),
      h('p', { class: 'hint' }, t(`useHint_${use}`)),
      list.length > listed
        ? h('details', {}, h('summary', {}, t('manyFiles', list.length, size(weight(list)))), table(use, list))
        : table(use, list),
      use === 'proof' ? [snippet('sha256sum -c SHA256SUMS', t('checkLabel')), signature(release)] : null,
    ),
  );

function table(use, list) {
  const row = (f) => {
    const said = t(`file_${f.name}`);
    const meaning = said === `file_${f.name}` ? null : said;
    const toRead = use === 'about' || use === 'proof';
    return h(
      'tr',
      {},
      h(
        'td',
        {},
        h('a', { href: f.url, download: toRead ? null : '' }, words(f.name)),
        meaning ? h('span', { class: 'hint' }, meaning) : null,
      ),
      h('td', { class: 'num', title: f.bytes ? `${number(f.bytes)} B` : null }, f.sha256 ? size(f.bytes) : null),
      h(
        'td',
        { class: 'sum' },
        f.sha256 ? [h('code', {}, `${f.sha256.slice(0, 12)}…`), copyButton(() => f.sha256, `SHA-256 ${f.name}`)] : null,
      ),
    );
  };
  const head = [
    h('th', { scope: 'col' }, t('file')),
    h('th', { scope: 'col', class: 'num' }, t('size')),
    h('th', { scope: 'col' }, 'SHA-256'),
  ];
  return h('table', { class: 'files' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, list.map(row)));
}

// signature looks for one when asked to: a release may be signed after its page
// was made.
function signature(release) {
  const name = 'SHA256SUMS.minisig';
  const said = h('p', { class: 'hint', role: 'status' });
  const click = async () => {
    const found = await fetch(name, { cache: 'no-store' }).catch(() => null);
    if (!found?.ok) return fill(said, t(found ? 'notSigned' : 'error_network'));
    fill(
      said,
      h('a', { href: name }, name),
      ` ${t('signedHint')} `,
      h('code', {}, `dabao verify ${folderFor(release)} --pubkey minisign.pub`),
    );
  };
  return h('div', {}, h('button', { type: 'button', click }, t('isSigned')), said);
}
