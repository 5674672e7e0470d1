import { first, locales, type Loaders, type Locale, type Messages } from 'virtual:messages';
import { remember, recall } from './memory.ts';

export type { Locale, Messages };
export { locales };

/** What each language calls itself. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  sv: 'Svenska',
  nb: 'Norsk bokmål',
  da: 'Dansk',
};

let locale = $state.raw<Locale>('en');
let messages = $state.raw<Messages>();

/** The parts of the words that the code fetched so far uses, and how many of them are in `messages`. */
const parts: Loaders[] = [first];
let here = 0;

/**
 * The page's words in the reader's language: `t.card.open()`. Reading one in a component follows a switch. What a
 * lazy part of the page says comes with it: fetch it by `Lazy`, or await `wordsHere` before it is shown.
 */
export const t = new Proxy({} as Messages, {
  get: (_, section: keyof Messages) => messages![section],
});

/** The language of the page now. */
export function currentLocale(): Locale {
  return locale;
}

/** Switches the page to a language and remembers it. A language that cannot be fetched changes nothing and rejects. */
export async function speak(wanted: Locale): Promise<void> {
  const fetched = await fetchWords(wanted);
  locale = wanted;
  messages = fetched.words;
  here = fetched.parts;
  document.documentElement.lang = wanted;
  remember('language', wanted);
}

/** Tells that the code fetched now uses a part of the words. Called by what `tools/i18n.ts` adds to it. */
export function need(part: Loaders): void {
  parts.push(part);
}

/** Resolves when all words are here that the code fetched so far uses. */
export async function wordsHere(): Promise<void> {
  while (here < parts.length) {
    const now = locale;
    const { words, parts } = await fetchWords(now);
    if (now !== locale || parts <= here) continue;
    merge(messages!, words); // who shows words already is not disturbed
    here = parts;
  }
}

async function fetchWords(locale: Locale): Promise<{ words: Messages; parts: number }> {
  const words = {} as Messages;
  let fetched = 0;
  while (fetched < parts.length) {
    const next = parts.slice(fetched);
    fetched = parts.length;
    for (const { default: part } of await Promise.all(next.map((part) => part[locale]()))) merge(words, part);
  }
  return { words, parts: fetched };
}

/** Adds words to the sections that they belong to. */
function merge(words: Messages, more: Partial<Messages>): void {
  const sections = words as Record<string, object>;
  for (const [section, part] of Object.entries(more)) sections[section] = { ...sections[section], ...part };
}

/** The language this reader chose, or else the first of the browser's that the page speaks. */
export function preferredLocale(wanted: readonly string[] = navigator.languages): Locale {
  const chosen = recall('language');
  for (const tag of chosen ? [chosen, ...wanted] : wanted) {
    const found = spoken(tag);
    if (found) return found;
  }
  return 'en';
}

/** Norwegian of either kind is answered in bokmål. */
function spoken(tag: string): Locale | undefined {
  const language = tag.toLowerCase().split('-')[0]!;
  if (language === 'no' || language === 'nn') return 'nb';
  return locales.find((l) => l === language);
}
