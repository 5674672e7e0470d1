import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Board } from './board.ts';
import { predict } from './predict.ts';
import type { BoardEvent, Command, Instant, PersonID, WireBoard } from './types.ts';

interface Scenario {
  readonly name: string;
  readonly start?: WireBoard;
  readonly steps: readonly {
    readonly by: PersonID;
    readonly at: Instant;
    readonly do: Command & { readonly id: string };
    readonly events?: readonly BoardEvent[];
    readonly refused?: { readonly code: string };
  }[];
  readonly board: WireBoard;
}

/** The cases that the server's own tests run. */
const folder = new URL('../../../server/kanban/testdata/scenarios/', import.meta.url);
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Scenario);

const begin = (scenario: Scenario) => (scenario.start ? Board.from(scenario.start) : new Board());

test('there are scenarios', () => {
  expect(scenarios.length).toBeGreaterThan(10);
});

describe.each(scenarios)('$name', (scenario) => {
  test('its events add up to the board', () => {
    const board = begin(scenario);
    for (const step of scenario.steps) for (const event of step.events ?? []) board.apply(event);
    expect(plain(board)).toEqual(plain(Board.from(scenario.board)));
  });

  test('its commands are predicted', () => {
    const board = begin(scenario);
    for (const step of scenario.steps) {
      if (!step.events) continue;
      const { id: _, ...command } = step.do;
      const guess = board.copy();
      for (const event of step.events) board.apply(event);
      if (command.cmd === 'undo' || command.cmd === 'redo') continue;
      const stamp = { at: step.at, by: step.by };
      for (const change of predict(guess, named(command, step.events), stamp)) guess.set(change, stamp);
      const spread = step.events.some((event) => event.kind === 'cards.ranked');
      expect(guessable(guess, spread), command.cmd).toEqual(guessable(board, spread));
    }
  });
});

const plain = (board: Board) => ({ ...board.wire(), epoch: '' });

/** The command with the id that the server minted for the thing it adds. */
function named(command: Command, events: readonly BoardEvent[]): Command {
  const event = events.at(-1)!;
  switch (command.cmd) {
    case 'card.add':
    case 'comment.add':
    case 'stage.add':
    case 'label.add':
    case 'unit.add':
    case 'cluster.add':
    case 'gate.add':
    case 'view.add':
    case 'body.add': {
      const subject = command.cmd.split('.')[0]! as keyof BoardEvent;
      return { [subject]: event[subject], ...command };
    }
    case 'item.add': {
      const list = event.kind === 'card.changed' ? (event.set.checklist ?? []) : [];
      return { item: list.find((item) => item.text === command.text)!.id, ...command };
    }
    default:
      return command;
  }
}

/** A board without what no page can know: the number of its last event, and the standard names of stages and gates. */
function guessable(board: Board, spread: boolean): unknown {
  const wire = board.wire();
  const lanes = wire.lanes.map((lane) => ({
    ...lane,
    stages: lane.stages.map((stage) => ({ ...stage, name: stage.custom ? stage.name : '' })),
  }));
  const gates = wire.gates?.map((gate) => ({ ...gate, name: gate.custom ? gate.name : '' }));
  const cards = wire.cards.map((card) => ({ ...card, rank: spread ? '' : card.rank }));
  return { ...wire, seq: 0, lanes, gates, cards };
}
