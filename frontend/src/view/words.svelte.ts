import { load, locales, type Locale, type Messages } from 'virtual:messages';
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

/** The page's words in the reader's language: `t.card.open()`. Reading one in a component follows a switch. */
export const t = new Proxy({} as Messages, {
  get: (_, group: keyof Messages) => messages![group],
});

/** The language of the page now. */
export function currentLocale(): Locale {
  return locale;
}

/** Switches the page to a language and remembers it. A language that cannot be fetched changes nothing and rejects. */
export async function speak(wanted: Locale): Promise<void> {
  const fetched = await load(wanted);
  locale = wanted;
  messages = fetched;
  document.documentElement.lang = wanted;
  remember('language', wanted);
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
