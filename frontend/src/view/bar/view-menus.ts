import { look, type Density, type Size, type Theme } from '../look.svelte.ts';
import type { MenuGroup } from '../menu.svelte.ts';
import { toast } from '../toasts.svelte.ts';
import { currentLocale, languageNames, locales, speak, t } from '../words.svelte.ts';

/** The languages of the page, each by its own name. */
export function languages(): MenuGroup {
  return {
    heading: t.bar.language(),
    items: locales.map((locale) => ({
      label: languageNames[locale],
      checked: locale === currentLocale(),
      run: () => void speak(locale).catch(() => toast({ text: t.notFound.chunk(), tone: 'trouble' })),
    })),
  };
}

/** How the page looks to this reader. */
export const appearance = (): MenuGroup[] => [themes(), sizes(), densities()];

function themes(): MenuGroup {
  const names: Record<Theme, string> = { system: t.bar.system(), light: t.bar.light(), dark: t.bar.dark() };
  return {
    heading: t.bar.theme(),
    items: (['system', 'light', 'dark'] as const).map((theme) => ({
      label: names[theme],
      checked: look.theme === theme,
      run: () => (look.theme = theme),
    })),
  };
}

function sizes(): MenuGroup {
  const names: Record<Size, string> = { desk: t.bar.desk(), room: t.bar.room() };
  return {
    heading: t.bar.size(),
    items: (['desk', 'room'] as const).map((size) => ({
      label: names[size],
      checked: look.size === size,
      run: () => (look.size = size),
    })),
  };
}

function densities(): MenuGroup {
  const names: Record<Density, string> = { comfortable: t.look.comfortable(), compact: t.look.compact() };
  return {
    heading: t.look.density(),
    items: (['comfortable', 'compact'] as const).map((density) => ({
      label: names[density],
      checked: look.density === density,
      run: () => (look.density = density),
    })),
  };
}
