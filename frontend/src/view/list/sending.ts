import type { Command } from '../../board/types.ts';
import { maxBatch } from '../../board/verbs.ts';
import { announce } from '../announce.svelte.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { told } from '../board/moving.ts';
import { dismiss, toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';

/**
 * Does many commands as one step, and says so with the way back beside it. What is too much for one step is done in
 * several, one after the other: when one of them is refused the others are taken back, and so they are by one undo.
 */
export function sendTogether(desk: Desk, commands: readonly Command[], text: string): void {
  const { store } = desk;
  const steps = chunks(commands).flatMap((some) => store.together(some) ?? []);
  if (steps.length < 2) {
    told(desk, steps[0], text);
    return;
  }
  store.bind(steps);
  const run = () => {
    announce(t.toast.undone());
    void store.undo(steps.at(-1));
  };
  const key = toast({ text, action: { label: t.common.undo(), run } });
  void Promise.all(steps.map(({ done }) => done)).then((outcomes) => {
    if (outcomes.every(({ ok }) => ok)) return;
    dismiss(key);
    const done = steps.filter((_, at) => outcomes[at]!.ok);
    if (done.length) void store.undo(done.at(-1));
  });
}

const chunks = (commands: readonly Command[]): (readonly Command[])[] =>
  Array.from({ length: Math.ceil(commands.length / maxBatch) }, (_, at) =>
    commands.slice(at * maxBatch, (at + 1) * maxBatch),
  );
