import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compare, Parts, said, saidAtFirst, typeOf } from './i18n.ts';

const source = {
  card: { open: 'Open', days: '{count, plural, one {# day} other {# days}} in {stage}' },
};

describe('a locale', () => {
  test('that says the same in other words is well', () => {
    const sv = { card: { open: 'Öppna', days: '{count, plural, one {# dag} other {# dagar}} i {stage}' } };
    expect(compare('sv', source, sv)).toEqual([]);
  });

  test('is told what it lacks, what is too much, and what takes other arguments', () => {
    const sv = { card: { days: '{count, plural, one {# dag} other {# dagar}}', more: 'Mer' } };
    expect(compare('sv', source, sv)).toEqual([
      'sv: card.open is missing',
      'sv: card.days takes {count}, the source takes {count, stage}',
      'sv: card.more is not in the source',
    ]);
  });
});

test('types name the arguments of each message', () => {
  expect(typeOf(source, '')).toBe(`{
  readonly "card": {
    readonly "open": () => string;
    readonly "days": (args: { count: number; stage: string | number }) => string;
  };
}`);
});

describe('words taken apart', () => {
  const words = {
    bar: { help: 'Help', view: 'View' },
    risk: { high: 'High', low: 'Low' },
    quarter: { title: 'Quarter' },
  };
  const importing = "import { currentLocale, t } from './words.svelte.ts';\n";

  test('a module says what it names, and all of a section that it reads otherwise', () => {
    const code = importing + 'show(t.bar.help(), t.risk[level](), t.unknown.help(), at.bar.view());';
    expect(said(code, words)).toEqual(['bar.help', 'risk.high', 'risk.low']);
    expect(said(code.replace(importing, ''), words)).toEqual([]);
  });

  test('what is imported and not asked for later is said at first', () => {
    const dir = mkdtempSync(join(tmpdir(), 'takt-words-'));
    const file = (name: string, code: string) => writeFileSync(join(dir, name), code);
    file('main.ts', "import {\n  open,\n} from './Bar.svelte';\nimport type { No } from './no.ts';\n");
    file(
      'Bar.svelte',
      `<script>\n  ${importing}  const late = () => import('./late.ts');\n</script>{t.bar.help()}`,
    );
    file('words.svelte.ts', 'export const t = {};');
    file('late.ts', importing + 't.quarter.title()');
    expect([...saidAtFirst(join(dir, 'main.ts'), words)]).toEqual(['bar.help']);
  });

  test('the rest of a section is a part of its own, or one with those it is needed with', () => {
    const parts = new Parts(['bar.help']);
    expect(parts.of(importing + 't.bar.help()', words)).toEqual([]);
    expect(parts.of(importing + 't.bar.view() + t.risk.low() + t.quarter.title()', words)).toEqual([
      'bar',
      'card',
      'quarter',
    ]);
    expect(parts.pick(words, 'first')).toEqual({ bar: { help: 'Help' } });
    expect(parts.pick(words, 'bar')).toEqual({ bar: { view: 'View' } });
    expect(parts.pick(words, 'card')).toEqual({ risk: words.risk });
  });
});
