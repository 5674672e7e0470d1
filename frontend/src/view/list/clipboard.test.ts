import { expect, test } from 'vitest';
import { card } from '../testing/opened.ts';
import { cellsIn, cellsOf, marked, tabbed } from './clipboard.ts';
import { budget, column, title } from './testing.ts';

const end = column({ id: 'end', kind: 'day', sortKey: ({ end }) => end, text: () => '1 mar 2027' });
const effort = column({ id: 'effort', kind: 'number', sortKey: ({ effort }) => effort });

test('numbers and days are copied as spreadsheets read them', () => {
  const cards = [
    card('Öl', 'a0', { end: '2027-03-01', effort: 1.5, budget: { amount: 1500000, currency: 'SEK' } }),
    card('Ask', 'a1', {}),
  ];
  expect(cellsOf([title, end, effort, budget], cards, 'sv')).toEqual([
    ['Öl', '2027-03-01', '1,5', '1500000'],
    ['Ask', '', '', ''],
  ]);
});

test('an amount keeps its currency beside another one', () => {
  const cards = [
    card('Öl', 'a0', { budget: { amount: 1500, currency: 'SEK' } }),
    card('Ask', 'a1', { budget: { amount: 2.5, currency: 'EUR' } }),
  ];
  expect(cellsOf([budget], cards, 'en')).toEqual([['1500 SEK'], ['2.5 EUR']]);
});

test('what is copied is no formula, and no markup', () => {
  const cells = [['=1+1', '-1.5', '+46 8', '@x', '<b>"a" & b</b>', 'one\ntwo']];
  expect(tabbed(cells)).toBe(`'=1+1\t-1.5\t'+46 8\t'@x\t"<b>""a"" & b</b>"\t"one\ntwo"`);
  expect(marked(cells)).toContain('&lt;b&gt;"a" &amp; b&lt;/b&gt;</td>');
  expect(marked(cells)).toContain(">'=1+1</td>");
});

test('what was copied here is pasted as it was', () => {
  const cells = [
    ['=1+1', 'a\tb', '"', 'one\ntwo', ''],
    ['', "'quoted'", 'å"ä"', '-3', 'x'],
  ];
  expect(cellsIn(tabbed(cells))).toEqual(cells);
});

test.each([
  ['a', [['a']]],
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a\tb\nc',
    [
      ['a', 'b'],
      ['c', ''],
    ],
  ],
  ['\t\n', [['', '']]],
  ['', [['']]],
  [
    '"a ""b"""\t5"\n"two\nlines"',
    [
      ['a "b"', '5"'],
      ['two\nlines', ''],
    ],
  ],
  ['"open\tx', [['"open', 'x']]],
  ['a\n\nb', [['a'], [''], ['b']]],
])('%j is read as cells', (text, cells) => {
  expect(cellsIn(text)).toEqual(cells);
});
