// The page: what stands in the address decides what is shown, and every click
// changes the address.
import { article } from './article.js';
import { chart } from './chart.js';
import { Client } from './client.js';
import { Console } from './console.js';
import { dataView } from './data.js';
import { fill, h } from './dom.js';
import { chips, Facets } from './facets.js';
import { folder } from './fold.js';
import { parse, QueryError } from './query.js';
import { nothing, pageSize, Results } from './results.js';
import { download, probe } from './source.js';
import { facetNames, read, same, write } from './state.js';
import { chooseLanguage, keepLanguage, number, otherLanguage, problem, size, syntaxProblem, t } from './words.js';
import './style.css';

const release = JSON.parse(document.getElementById('release').textContent);
const client = new Client(release.assets);
const tuning = {};

let source = null; // what the workers read
let opened = null; // what the database says of itself
let state = read(location.hash);
let listed = null; // the state whose hits are on the page
let run = 0; // number of the search under way; what an older one brings is dropped
let timer = 0;
let ui;

chooseLanguage();
build();
start();

// build makes the page's frame once; a change of language makes it anew.
function build() {
  ui = {
    input: h('input', { type: 'search', id: 'q', name: 'q', placeholder: t('placeholder'), 'aria-label': t('searchLabel'), autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '1000', enterkeyhint: 'search', 'aria-describedby': 'said' }),
    said: h('p', { id: 'said', role: 'status', class: 'said' }),
    cost: h('p', { class: 'cost' }),
    chips: h('div', { class: 'chips' }),
    count: h('p', { class: 'count', id: 'count' }),
    notice: h('div', { class: 'notice', id: 'notice', role: 'alert' }),
    story: h('section', { id: 'story', hidden: true }),
    data: h('section', { id: 'data', hidden: true }),
    console: h('section', { id: 'console', hidden: true }),
    tabs: {},
  };
  ui.facets = new Facets((name, values) => go({ ...state, [name]: values, a: '', k: 0 }));
  ui.chart = chart((from, to) => go({ ...state, m: `${from}..${to}`, a: '', k: 0 }));
  const tab = (v) => (ui.tabs[v] = h('a', { href: write({ ...state, v, a: '' }), id: 'tab-' + v }, t(v === 'sql' ? 'console' : v)));
  const other = h('button', { type: 'button', class: 'plain', id: 'language', lang: t('languageOf'), click: switchLanguage }, t('language'));
  const form = h('form', { role: 'search', class: 'ask', submit: (e) => { e.preventDefault(); ask(true); } }, ui.input, help());
  ui.hits = h('div', { class: 'main', id: 'list' });
  ui.search = h('section', { id: 'search' }, h('h1', { class: 'sr' }, release.title), form, ui.said, h('div', { class: 'columns' }, ui.facets.element, ui.hits));
  fill(document.getElementById('app'),
    h('a', { class: 'skip', href: '#list', click: (e) => { e.preventDefault(); const l = ui.results && ui.results.links()[0]; if (l) l.focus(); } }, t('skip')),
    h('header', { class: 'top' }, h('div', {}, h('p', { class: 'title' }, h('a', { href: '#' }, release.title)), h('p', { class: 'version' }, [release.name, release.version].filter(Boolean).join(' '))), h('nav', { 'aria-label': release.title }, tab('search'), tab('sql'), tab('data'), other)),
    h('main', {}, ui.notice, ui.search, ui.story, ui.console, ui.data),
    h('footer', {}, h('p', { class: 'keys' }, t('keys')), h('p', {}, t('madeWith'), ' ', h('a', { href: release.assets.licenses }, t('thirdParty')))));
  ui.input.addEventListener('input', (e) => {
    if (!e.isComposing) ask(false);
  });
  ui.input.addEventListener('compositionend', () => ask(false));
  ui.input.value = state.q;
  fill(ui.data, dataView(release, opened));
  ui.sql = new Console(ui.console, { client: new Client(release.assets), source: () => source, tuning, release, go: (sql) => go({ ...state, v: 'sql', sql }), state: () => state });
  if (opened) ready();
}

function help() {
  return h('details', { class: 'help' }, h('summary', { 'aria-label': t('help') }, '?'), h('div', { class: 'popup' }, h('h2', {}, t('help')), h('dl', {}, t('helpText').map(([k, v]) => h('div', {}, h('dt', {}, h('code', {}, k)), h('dd', {}, v))))));
}

function switchLanguage() {
  keepLanguage(otherLanguage());
  chooseLanguage();
  ui.sql.close();
  build();
  listed = null;
  show();
}

async function start() {
  fill(ui.notice);
  show();
  if (location.protocol === 'file:') return stuck({ code: 'file' });
  if (typeof WebAssembly !== 'object' || typeof BigInt !== 'function' || !Array.prototype.at || !globalThis.Blob.prototype.stream) return stuck({ code: 'old' });
  say(t('opening'));
  client.start();
  const url = new URL(release.dataURL, document.baseURI).href;
  const found = await probe(url, release.dbSize);
  if (found.ranges) return open(found);
  if (found.lost) return stuck(found.lost, start);
  offerWhole(url, found);
}

// offerWhole says how large the download is before it starts.
function offerWhole(url, found) {
  const bytes = release.dbSize || found.length || 0;
  const bar = h('progress', { max: String(bytes || 1), value: '0', 'aria-label': t('wholeGo', size(bytes)) });
  const shown = h('p', { class: 'hint' }, t('wholeProgress', size(0), size(bytes)));
  const stop = new AbortController();
  const go = h('button', { type: 'button', id: 'whole', class: 'primary', click: async () => {
    fill(ui.notice, h('p', {}, t('opening')), bar, shown, h('button', { type: 'button', click: () => { stop.abort(); offerWhole(url, found); } }, t('cancel')));
    try {
      const got = await download(url, release.dbSize, release.dbSHA256, (n, all) => {
        bar.max = all || n;
        bar.value = n;
        shown.textContent = t('wholeProgress', size(n), size(all || n));
      }, stop.signal);
      fill(ui.notice);
      await open(got);
    } catch (e) {
      if (e.name !== 'AbortError') stuck(e, () => offerWhole(url, found));
    }
  } }, t('wholeGo', size(bytes)));
  say('');
  fill(ui.notice, h('h2', {}, t('wholeTitle')), h('p', {}, t('wholeText', size(bytes))), go, found.why ? h('p', { class: 'hint' }, found.why) : null);
}

async function open(from) {
  try {
    opened = await client.open(from, tuning);
    source = { ...from, head: from.head };
    opened.fold = folder(opened.hanzi);
    say('');
    ready();
    listed = null;
    show();
  } catch (e) {
    stuck(e, () => { client.stop(); open(from); });
  }
}

function ready() {
  if (opened.groups) ui.facets.load(opened.groups, opened.months);
  ui.results = new Results(opened.fold);
  fill(ui.hits, ui.chips, ui.chart.element, h('div', { class: 'line' }, ui.count, ui.cost), ui.results.element);
  fill(ui.data, dataView(release, opened));
}

// stuck says what went wrong and what to do; again, if given, tries once more.
function stuck(e, again) {
  const { text, detail } = problem(e);
  const fresh = e.code === 'changed';
  say('');
  fill(ui.notice, h('p', { class: 'error' }, text), detail ? h('p', { class: 'hint' }, h('bdi', { dir: 'auto' }, detail)) : null,
    fresh ? h('button', { type: 'button', click: () => location.reload() }, t('reload')) : again ? h('button', { type: 'button', id: 'retry', click: () => { fill(ui.notice); again(); } }, t('retry')) : null);
}

function say(text, bad = false) {
  ui.said.textContent = text;
  ui.said.classList.toggle('error', bad);
  ui.input.setAttribute('aria-invalid', bad ? 'true' : 'false');
}

// go moves to a state; what is typed replaces the entry of the history.
function go(next, replace = false) {
  state = next;
  history[replace ? 'replaceState' : 'pushState'](null, '', write(state));
  show();
}

addEventListener('popstate', () => {
  state = read(location.hash);
  if (document.activeElement !== ui.input || ui.input.value.trim() !== state.q) ui.input.value = state.q;
  show();
});

function ask(now) {
  clearTimeout(timer);
  timer = setTimeout(() => go({ ...state, v: 'search', q: ui.input.value.trim(), a: '', n: '', k: 0 }, !now), now ? 0 : 120);
}

function show() {
  document.title = [state.v === 'search' && state.q, release.title].filter(Boolean).join(' · ');
  for (const [v, a] of Object.entries(ui.tabs)) {
    a.href = write({ ...state, v, a: '', n: '' });
    if (v === state.v) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  }
  ui.search.hidden = state.v !== 'search' || state.a !== '';
  ui.story.hidden = state.v !== 'search' || state.a === '';
  ui.console.hidden = state.v !== 'sql';
  ui.data.hidden = state.v !== 'data';
  if (state.v === 'sql') ui.sql.show(state, source !== null);
  if (!opened || state.v !== 'search') return;
  if (state.a) showStory();
  else if (!same(listed, state)) search();
}

// doing says on the root element how far the page is: searching, titles or
// done.
const doing = (what) => { document.documentElement.dataset.state = what; };

const emptyQuery = { match: [], without: [], filters: [], phrases: [] };

async function search() {
  const mine = ++run;
  listed = null; // until its titles stand, the list is nobody's
  doing('searching');
  const asked = state;
  let query = emptyQuery;
  say('');
  try {
    if (asked.q) query = parse(asked.q);
  } catch (e) {
    if (!(e instanceof QueryError)) throw e;
    doing('done');
    return say(syntaxProblem(e), true);
  }
  fill(ui.chips, chips(asked, (name, values) => go({ ...state, [name]: values, k: 0 }), () => go({ ...state, source: [], channel: [], lang: [], m: '', k: 0 })));
  const started = performance.now();
  const current = () => mine === run;
  const busy = setTimeout(() => current() && say(t('searching')), 250);
  try {
    const before = await client.call('stats');
    if (!current()) return;
    const chosen = Object.fromEntries(facetNames.map((f) => [f, asked[f]]));
    const args = { query, chosen, months: Facets.chosenMonths(opened.months, asked) };
    const hits = await client.call('hits', args);
    if (!current()) return;
    await list(hits, query, asked, current);
    if (!current()) return;
    say('');
    await count(args, asked, hits.length, current);
    if (!current()) return;
    const after = await client.call('stats');
    ui.cost.textContent = t('cost', number((performance.now() - started) / 1000, 1), after.requests - before.requests, size(after.bytes - before.bytes));
  } catch (e) {
    if (!current()) return;
    stuck(e, search);
  } finally {
    clearTimeout(busy);
    if (current()) {
      doing('done');
      if (ui.said.textContent === t('searching')) say('');
    }
  }
}

// list shows the titles, then what surrounds the words; more rows on demand.
async function list(hits, query, asked, current) {
  const results = ui.results;
  let at = 0;
  const next = async () => {
    const part = hits.slice(at, at ? at + pageSize : Math.max(pageSize, asked.k));
    const rows = await client.call('rows', { ids: part.map(([id]) => id) });
    if (!current()) return;
    inOrder(rows, new Map(part));
    if (at === 0) {
      fill(ui.notice);
      results.clear(query.phrases);
      ui.count.textContent = asked.q ? '' : t('newest');
      ui.cost.textContent = '';
    }
    results.titles(rows, asked);
    if (!hits.length) results.list.append(h('li', { class: 'none' }, nothing()));
    at += part.length;
    results.more.hidden = at >= hits.length;
    listed = asked;
    doing('titles');
    if (!part.length) return;
    const shown = rows.map((r) => r.id);
    const texts = await client.call('texts', { ids: shown });
    if (current()) results.texts(shown, texts);
  };
  results.more.onclick = async () => {
    try {
      await next();
      if (!current()) return;
      state = { ...state, k: at };
      history.replaceState(null, '', write(state));
    } catch (e) {
      stuck(e, () => results.more.click());
    }
  };
  await next();
}

// inOrder puts rows of equal rank as the command does: the newest day first,
// then by uid.
function inOrder(rows, ranks) {
  const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => ranks.get(a.id) - ranks.get(b.id) || less(b.on || '', a.on || '') || less(a.uid, b.uid));
}

// count fills facets and histogram. The whole of the release is counted in
// advance.
async function count(args, asked, listable, current) {
  if (!opened.groups) {
    opened.groups = await client.call('facets');
    ui.facets.load(opened.groups, opened.months);
  }
  const plain = !asked.q && facetNames.every((f) => !asked[f].length) && !asked.m;
  let sums, all;
  if (plain) ({ sums, total: all } = wholeCount());
  else {
    const matrix = await client.call('counts', { query: args.query });
    if (!current()) return;
    ({ sums, total: all } = ui.facets.count(matrix, asked));
  }
  ui.facets.draw(sums, asked);
  const months = [...sums.month].filter(([m]) => m !== null).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  ui.chart.draw(months.map(([month, n]) => ({ month, count: n })), asked.m && asked.m !== 'undated' ? asked.m.split('..') : null, extent());
  ui.count.textContent = [asked.q ? null : t('newest'), t('articles', all), all > listable && asked.q ? t('firstOf', listable, all) : null].filter(Boolean).join(' · ');
}

// extent is the first and the last month of the dataset.
function extent() {
  const dated = opened.months.filter((m) => m.month !== null);
  return dated.length ? [dated[0].month, dated[dated.length - 1].month] : null;
}

function wholeCount() {
  const sums = { source: new Map(), channel: new Map(), lang: new Map(), year: new Map(), month: new Map() };
  const add = (map, key, n) => map.set(key, (map.get(key) || 0) + n);
  let total = 0;
  for (const g of opened.groups) {
    total += g.articles;
    for (const f of facetNames) add(sums[f], g[f] || '', g.articles);
  }
  for (const m of opened.months) {
    add(sums.month, m.month, m.articles);
    add(sums.year, m.month ? m.month.slice(0, 4) : '', m.articles);
  }
  return { sums, total };
}

async function showStory() {
  const { a: uid, n } = state;
  const have = ui.story.querySelector('article');
  if (!have || have.dataset.uid !== uid) {
    const back = h('a', { class: 'back', href: write({ ...state, a: '', n: '' }), click: leave }, '← ' + t('back'));
    const copy = h('button', { type: 'button', class: 'plain', click: copyLink }, t('copyLink'));
    fill(ui.story, h('p', { class: 'line' }, back, copy), h('p', { class: 'hint' }, t('searching')));
    scrollTo(0, 0);
    try {
      let phrases = [];
      try {
        phrases = state.q ? parse(state.q).phrases : [];
      } catch {
        // a query that cannot be read marks nothing
      }
      const story = article(await client.call('article', { uid }), state, opened.fold, phrases);
      if (state.a !== uid) return;
      ui.story.lastChild.replaceWith(story);
      story.querySelector('h1').focus({ preventScroll: true });
      document.title = [story.querySelector('h1').textContent, release.title].join(' · ');
    } catch (e) {
      if (state.a !== uid) return;
      const { text } = problem(e);
      ui.story.lastChild.replaceWith(h('p', { class: 'error', role: 'alert' }, text));
      return;
    }
  }
  for (const old of ui.story.querySelectorAll('.chosen')) old.classList.remove('chosen');
  if (!n) return;
  const place = document.getElementById('text-' + n);
  const row = document.getElementById('row-' + n);
  for (const e of [place, row]) if (e) e.classList.add('chosen');
  const target = ui.toText ? place : row;
  ui.toText = false;
  if (target) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  }
}

// leave goes back to the list one came from, or makes it anew.
function leave(e) {
  if (e) e.preventDefault();
  const uid = state.a;
  go({ ...state, a: '', n: '' });
  const from = ui.results && ui.results.links().find((l) => l.dataset.uid === uid);
  if (from) from.focus();
}

async function copyLink(e) {
  const button = e.target;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = t('copied');
  } catch {
    prompt(t('copyLink'), location.href);
  }
}

document.addEventListener('click', (e) => {
  const help = document.querySelector('details.help[open]');
  if (help && !help.contains(e.target)) help.open = false;
  const a = e.target.closest && e.target.closest('a[data-text]');
  if (a) ui.toText = true;
});

document.addEventListener('keydown', (e) => {
  if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = e.target.matches('input:not([type=checkbox]), textarea, select');
  const links = ui.results ? ui.results.links() : [];
  const at = links.indexOf(document.activeElement);
  if (e.key === '/' && !typing) {
    e.preventDefault();
    if (state.v !== 'search' || state.a) go({ ...state, v: 'search', a: '', n: '' });
    ui.input.focus();
    ui.input.select();
  } else if (e.key === 'Escape' && state.v === 'search') {
    const open = document.querySelector('details.help[open]');
    if (open) open.open = false;
    else if (state.a) leave();
    else if (at >= 0) ui.input.focus();
    else if (e.target === ui.input && ui.input.value) {
      ui.input.value = '';
      ask(true);
    }
  } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && !ui.search.hidden && links.length && (e.target === ui.input || at >= 0)) {
    e.preventDefault();
    const to = at + (e.key === 'ArrowDown' ? 1 : -1);
    const next = to < 0 ? ui.input : links[Math.min(to, links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  } else if (e.key === 'Enter' && e.target === ui.input && same(listed, { ...state, q: ui.input.value.trim() }) && links.length) {
    e.preventDefault();
    links[0].click();
  }
});

