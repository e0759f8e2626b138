// The words of the interface, in English and in both scripts of Chinese. {0}
// is filled in.
import { en } from './words/en.js';
import { hant } from './words/hant.js';
import { zh } from './words/zh.js';

const all = { en, zh, hant };
const tags = { en: 'en', zh: 'zh-Hans', hant: 'zh-Hant' }; // what the page calls its language
let ui = 'en';

// formOf is the form of the interface that fits a language tag, if any does.
function formOf(tag) {
  const t = tag.toLowerCase();
  if (t === 'hant' || /^zh\b.*-(hant|tw|hk|mo)\b/.test(t)) return t.includes('hans') ? 'zh' : 'hant';
  return all[t.slice(0, 2)] ? t.slice(0, 2) : null;
}

const wishes = () => (navigator.languages || [navigator.language]).filter(Boolean).map(formOf).filter(Boolean);

export function chooseLanguage() {
  let kept = null;
  try {
    kept = localStorage.getItem('dabao-language');
  } catch {
    // storage is closed to this page
  }
  ui = (kept && formOf(kept)) || wishes()[0] || 'en';
  document.documentElement.lang = tags[ui];
}

// otherLanguage is what the switch leads to: Chinese in the visitor's script,
// or English.
export const otherLanguage = () => (ui === 'en' ? wishes().find((w) => w !== 'en') || 'zh' : 'en');

export function keepLanguage(l) {
  try {
    localStorage.setItem('dabao-language', l);
  } catch {
    // then for this visit only
  }
}

export const language = () => ui;
export const languageTag = () => tags[ui];

// t is a word of the interface; the second form of a list is for one.
export function t(key, ...args) {
  let s = all[ui][key];
  if (s === undefined) s = key;
  if (Array.isArray(s) && typeof s[0] === 'string') s = s[args[0] === 1 ? 1 : 0];
  if (typeof s !== 'string') return s;
  return s.replace(/\{(\d)\}/g, (_, i) => (typeof args[i] === 'number' ? number(args[i]) : args[i]));
}

export const number = (n, digits = 0) => new Intl.NumberFormat(tags[ui], { maximumFractionDigits: digits }).format(n);

export function size(bytes) {
  if (bytes < 1000) return `${number(bytes)} B`;
  const units = ['kB', 'MB', 'GB'];
  let i = -1;
  do bytes /= 1000;
  while (++i < 2 && bytes >= 1000);
  return `${number(bytes, bytes < 10 ? 1 : 0)} ${units[i]}`;
}

export function languageName(tag) {
  try {
    return new Intl.DisplayNames([tags[ui]], { type: 'language' }).of(tag) || tag;
  } catch {
    return tag;
  }
}

// problem says an error in words, and what to do.
export function problem(e) {
  const code = e.code && t(`error_${e.code}`) !== `error_${e.code}` ? e.code : 'sql';
  return {
    text: t(`error_${code}`),
    detail: ['sql', 'status', 'hostPolicy', 'mismatch', 'tooBig', 'worker', 'noArticle', 'withdrawn'].includes(code)
      ? e.message
      : '',
  };
}

export function syntaxProblem(e) {
  const text = t(`syntax_${e.message}`, e.arg);
  return e.at ? `${text} (${t('atChar', e.at + 1)})` : text;
}
