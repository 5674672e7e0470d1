import { expect, test } from 'vitest';
import type { Sent } from '../../board/unsettled.ts';
import { TextDraft } from './text-draft.svelte.ts';

function source(first: string) {
  const saved: { text: string; base: string }[] = [];
  const board = { text: first };
  const draft = new TextDraft({
    now: () => board.text,
    save(text, base) {
      saved.push({ text, base });
      board.text = text;
      return { id: 'x', subject: '', done: Promise.resolve({ ok: true, seq: 1 }) } as Sent;
    },
  });
  return { draft, board, saved };
}

test('an untouched text follows the board, and saving it sends nothing', () => {
  const { draft, board, saved } = source('one');
  board.text = 'two';
  expect(draft.text).toBe('two');
  draft.begin();
  draft.save();
  expect(saved).toEqual([]);
  expect(draft.editing).toBe(false);
});

test('what is written is saved together with what was seen', () => {
  const { draft, board, saved } = source('one');
  draft.begin();
  draft.text = 'mine';
  board.text = 'theirs';
  expect(draft.text).toBe('mine');
  expect(draft.changedMeanwhile).toBe(true);
  draft.save();
  expect(saved).toEqual([{ text: 'mine', base: 'one' }]);
});

test('reverting gives the text back and shows the board’s', () => {
  const { draft, saved } = source('one');
  draft.text = 'mine';
  expect(draft.revert()).toBe('mine');
  expect(draft.text).toBe('one');
  expect(saved).toEqual([]);
});

test('writing the old text again is no change', () => {
  const { draft, saved } = source('one');
  draft.text = 'mine';
  draft.text = 'one';
  expect(draft.dirty).toBe(false);
  draft.save();
  expect(saved).toEqual([]);
});
