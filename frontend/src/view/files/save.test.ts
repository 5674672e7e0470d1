import { expect, test } from 'vitest';
import { csv, plainMarkdown } from './save.ts';

test('a table keeps its cells apart and makes no formulas', () => {
  const rows = [
    ['Plain', 'a;b', 'say "hi"'],
    ['=1+1', '+47 22', '-5', '@you', '-5,2', 'two\nlines'],
  ];
  expect(csv(rows)).toBe('\ufeffPlain;"a;b";"say ""hi"""\r\n\'=1+1;\'+47 22;-5;\'@you;-5,2;"two\nlines"\r\n');
});

test('a text in Markdown stays a text', () => {
  expect(plainMarkdown('a | b\n# <b>*c*</b>')).toBe('a \\| b \\# \\<b\\>\\*c\\*\\</b\\>');
});
