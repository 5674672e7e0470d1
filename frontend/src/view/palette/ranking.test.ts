import { describe, expect, test } from 'vitest';
import { folded, found, type Findable } from './ranking.ts';

const thing = (id: string, name: string, more: Partial<Findable> = {}): Findable => ({
  id,
  kind: 'card',
  name,
  ...more,
});

const all: readonly Findable[] = [
  thing('c1', 'Telephony for the schools', { also: ['2024-117', 'Ann Berg'], quiet: true }),
  thing('c2', 'New payroll', { also: ['2025-3', 'Bo Lund'], quiet: true }),
  thing('c3', 'Förstudie av arkiv', { also: ['Ann Berg'], quiet: true }),
  thing('c4', 'School telephony', { quiet: true }),
  thing('undo', 'Undo', { kind: 'command' }),
  thing('settings', 'Board settings', { kind: 'command' }),
  thing('tender', 'Tender published', { kind: 'stage', also: ['Marathon'] }),
  thing('other', 'Telephony board', { kind: 'board' }),
];

const ids = (text: string, recent: readonly string[] = []) =>
  found(all, text, recent).flatMap(({ entries }) => entries.map(({ id }) => id));

describe('what is found', () => {
  test.each([
    ['a name that begins so before one that has it inside', 'telephony', ['c1', 'c4', 'other']],
    ['words in any order', 'schools tele', ['c1']],
    ['the beginning of a word before its middle', 'set', ['settings']],
    ['a case reference', '2025-3', ['c2']],
    ['an owner', 'ann berg', ['c1', 'c3']],
    ['without accents', 'forstudie', ['c3']],
    ['in any case', 'UNDO', ['undo']],
    ['a lane by its name', 'marathon', ['tender']],
    ['a name and other words together', 'payroll lund', ['c2']],
  ])('%s', (_, text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test('nothing', () => {
    expect(found(all, 'zebra', [])).toEqual([]);
  });

  test('what was chosen lately wins among equals', () => {
    expect(ids('ann berg', ['c3'])).toEqual(['c3', 'c1']);
    expect(ids('telephony', ['c4']).slice(0, 2)).toEqual(['c1', 'c4']);
  });

  test('at most thirty of a kind', () => {
    const many = Array.from({ length: 100 }, (_, i) => thing(`m${i}`, `Card ${i}`));
    expect(found(many, 'card', [])[0]!.entries).toHaveLength(30);
  });
});

describe('before anything is written', () => {
  test('the latest come first, then what is not quiet', () => {
    expect(found(all, '  ', ['c2', 'gone', 'tender'])).toEqual([
      { kind: 'recent', entries: [all[1], all[6]] },
      { kind: 'command', entries: [all[4], all[5]] },
      { kind: 'board', entries: [all[7]] },
    ]);
  });

  test('what is selected comes before the latest', () => {
    const move = thing('move', 'Move to…', { kind: 'selection' });
    const kinds = found([...all, move], '', ['undo', 'move']).map(({ kind }) => kind);
    expect(kinds).toEqual(['selection', 'recent', 'command', 'stage', 'board']);
  });
});

test('folding keeps letters that are not accents', () => {
  expect(folded('Ærlig Århus Ø')).toBe('ærlig arhus ø');
});
