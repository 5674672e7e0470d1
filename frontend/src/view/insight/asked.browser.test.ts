import { expect, test, vi } from 'vitest';
import type { Answer, Question } from './answers.ts';
import { Asked } from './asked.svelte.ts';

/** A server whose answers come when the test says so. */
function server() {
  const waiting: { question: Question; answer: (seq: number) => void; refuse: () => void }[] = [];
  const asked = new Asked<'flow'>(
    (question) =>
      new Promise((resolve, reject) => {
        waiting.push({
          question,
          answer: (seq) => resolve({ seq } as Answer<'flow'>),
          refuse: () => reject(new Error('gone')),
        });
      }),
  );
  return { asked, waiting };
}

test('a question is asked at once, and its answer kept while the next is on its way', async () => {
  const { asked, waiting } = server();
  asked.want({ lane: 'sprint' });
  expect(asked.busy).toBe(true);
  waiting[0]!.answer(1);
  await asked.here();
  expect(asked).toMatchObject({ busy: false, failed: false, answer: { seq: 1 } });
  asked.want({ lane: 'marathon' });
  expect(asked).toMatchObject({ busy: true, answer: { seq: 1 } });
  expect(waiting[1]!.question).toEqual({ lane: 'marathon' });
});

test('an answer to a question that nobody asks any more is dropped', async () => {
  const { asked, waiting } = server();
  asked.want({ lane: 'sprint' });
  asked.want({ lane: 'marathon' });
  waiting[1]!.answer(2);
  await asked.here();
  waiting[0]!.answer(1);
  await Promise.resolve();
  expect(asked.answer).toEqual({ seq: 2 });
});

test('what happens while an answer is on its way is asked for once more, soon', async () => {
  const { asked, waiting } = server();
  asked.want({});
  asked.want({});
  asked.want({});
  expect(waiting).toHaveLength(1);
  waiting[0]!.answer(1);
  await vi.waitFor(() => expect(waiting).toHaveLength(2), { timeout: 900 });
  waiting[1]!.answer(2);
  await asked.here();
  expect(asked.answer).toEqual({ seq: 2 });
});

test('an answer that does not come leaves the one before, and can be asked for again', async () => {
  const { asked, waiting } = server();
  asked.want({});
  waiting[0]!.answer(1);
  await asked.here();
  asked.again();
  waiting[1]!.refuse();
  await asked.here();
  expect(asked).toMatchObject({ failed: true, busy: false, answer: { seq: 1 } });
  asked.again();
  waiting[2]!.answer(3);
  await asked.here();
  expect(asked).toMatchObject({ failed: false, answer: { seq: 3 } });
});

test('nothing is asked after the end', async () => {
  const { asked, waiting } = server();
  asked.want({});
  asked.close();
  waiting[0]!.answer(1);
  await asked.here();
  expect(asked.answer).toBeUndefined();
});
