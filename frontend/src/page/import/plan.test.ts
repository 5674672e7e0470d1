import { expect, test } from 'vitest';
import { choose, type Column, type Options } from './plan.ts';

const columns = ['title', 'list', 'drop', 'end'].map((field, i): Column => ({
  id: `c${i}`,
  name: `Column ${i}`,
  field,
  filled: 3,
  samples: [],
}));
const before: Options = {
  name: 'Board',
  columns: { c0: 'title' },
  lists: { Doing: { skip: true } },
  people: { Ann: 'p1' },
};

test('choices add up', () => {
  expect(choose(before, { name: 'Other' }, columns)).toEqual({ ...before, name: 'Other' });
  expect(choose(before, { lists: { Done: {} } }, columns).lists).toEqual({ Done: {} });
  const more = choose(before, { columns: { c0: 'title', c2: 'owner' } }, columns);
  expect(more).toEqual({ ...before, columns: { c0: 'title', c2: 'owner' } });
});

test('another list column lets go of what was chosen for the lists of the first', () => {
  const choices: Record<string, string>[] = [{ c2: 'list' }, { c1: 'note' }, { c2: 'lane' }, { c3: 'drop' }];
  for (const chosen of choices) {
    const after = choose(before, { columns: { ...before.columns, ...chosen } }, columns);
    expect(after).toEqual({ name: 'Board', columns: { c0: 'title', ...chosen }, people: { Ann: 'p1' } });
  }
});

test('a column that is the list column already changes nothing', () => {
  const chosen = { columns: { c0: 'title', c1: 'list' } };
  expect(choose(before, chosen, columns)).toEqual({ ...before, ...chosen });
  const earlier: Options = { ...before, columns: { c2: 'list' } };
  expect(choose(earlier, { columns: { c2: 'list', c0: 'note' } }, columns).lists).toEqual(before.lists);
});

test('a table that is read in another way has other lists, and perhaps other columns', () => {
  expect(choose(before, { dates: 'dmy' })).toEqual({
    name: 'Board',
    columns: before.columns,
    people: before.people,
    dates: 'dmy',
  });
  expect(choose(before, { delimiter: ';' })).toEqual({
    name: 'Board',
    people: before.people,
    delimiter: ';',
  });
});
