// What tables and columns mean, in the language of the page. The release says it
// in English; the translations are a file of their own, which English readers do
// not need.
import { language, languageTag } from './words.js';

let asked = null; // {tag: {English: translation}}, once for all views

// meanings gives a function from the English to what the page says.
export async function meanings({ meanings: url }) {
  if (language() === 'en' || !url) return (english) => english;
  asked ??= fetch(url).then((r) => (r.ok ? r.json() : Promise.reject(r)));
  try {
    const all = (await asked)[languageTag()] || {};
    return (english) => all[english] || english;
  } catch {
    asked = null; // another view may ask again; English is better than nothing
    return (english) => english;
  }
}
