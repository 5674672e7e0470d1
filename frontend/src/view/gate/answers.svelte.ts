import { assign } from '../../board/board.ts';
import { lacks, verdictAt, type Lacking } from '../../board/needs.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardFields, Command, GateID, LaneKey, StageID, Verdict } from '../../board/types.ts';
import type { Draft } from '../../board/verbs.ts';
import { asRecorded, verdictOf, type VerdictDraft } from './verdict-draft.ts';

/** What a person answers when asked for what a card lacks before it moves. */
export class Answers {
  readonly card: Card;
  readonly to: { readonly lane: LaneKey; readonly stage: StageID };
  /** What is asked for: it stays on the screen while it is being answered. */
  readonly asked: Lacking;
  readonly #store: Store;

  fields = $state.raw<Draft>({});
  verdicts = $state.raw<Readonly<Record<GateID, VerdictDraft>>>({});
  reason = $state('');

  /** The card with what has been answered so far. */
  readonly answered: Card = $derived.by(() => {
    const decisions = Object.entries(this.verdicts).map(([gate, draft]) =>
      asRecorded(verdictOf(gate, draft), this.#store.me),
    );
    return assign(this.card, { ...this.fields, decisions: [...(this.card.decisions ?? []), ...decisions] });
  });

  /** What is lacking without a reason to pass: a decision that is pending is reason enough. */
  readonly open: Lacking = $derived.by(() => {
    const { needs, gates } = lacks(this.#store.rules, this.answered, this.to);
    return {
      needs,
      gates: gates.filter((gate) => verdictAt(this.answered, gate)?.outcome !== 'pending'),
    };
  });

  constructor(store: Store, card: Card, to: { readonly lane: LaneKey; readonly stage: StageID }) {
    this.#store = store;
    this.card = card;
    this.to = to;
    this.asked = lacks(store.rules, card, to);
  }

  fill(fields: Draft): void {
    this.fields = { ...this.fields, ...fields };
  }

  decide(gate: GateID, verdict: VerdictDraft | undefined): void {
    const { [gate]: _, ...others } = this.verdicts;
    this.verdicts = verdict ? { ...others, [gate]: verdict } : others;
  }

  /** What is asked of the server before the move. */
  commands(): Command[] {
    const card = this.card.id;
    const commands = Object.entries(this.verdicts).map(([gate, draft]): Command => ({
      cmd: 'entry.set',
      card,
      list: 'decisions',
      entry: verdictOf(gate, draft, pendingAt(this.card, gate)),
    }));
    const set = Object.fromEntries(Object.entries(this.fields)) as Partial<CardFields>;
    return Object.keys(set).length ? [{ cmd: 'card.change', card, set }, ...commands] : commands;
  }
}

/** A decision that was awaited is the one that is recorded now. */
function pendingAt(card: Card, gate: GateID): Verdict | undefined {
  const verdict = verdictAt(card, gate);
  return verdict?.outcome === 'pending' ? verdict : undefined;
}
