import { describe, expect, test } from 'vitest';
import { Board } from './board.ts';
import { predict } from './predict.ts';
import { Store } from './store.svelte.ts';
import type { BoardEvent, Card, Change, Command, LaneKey, StageID, WireBoard } from './types.ts';
import type { Request } from './unsettled.ts';

const at = '2026-11-21T10:00:00.000Z';

function card(id: string, rank: string, more: Partial<Card> = {}): Card {
  const made = { since: at, created_at: at, created_by: 'ann', changed_at: at, changed_by: 'ann' };
  return { id, lane: 'marathon', stage: 'need', rank, title: id.toUpperCase(), ...made, ...more };
}

const stage = (id: string) => ({ id, key: id, name: id });

const start: WireBoard = {
  id: 'b',
  name: 'Nordvik',
  epoch: 'e1',
  seq: 10,
  lanes: [
    { key: 'marathon', stages: [stage('need'), stage('tender')] },
    { key: 'sprint', stages: [stage('proposed'), stage('running')] },
  ],
  cards: [card('a', 'a0'), card('b', 'a1'), card('c', 'a2')],
  archive: [card('old', 'a1', { stage: 'tender' })],
};

/** A store with a board, whose frames are drawn when the test says so. */
function opened(me = 'ann') {
  const frames: (() => void)[] = [];
  const sent: Request[] = [];
  const store = new Store({ frame: (run) => frames.push(run) });
  store.connect({ send: (request) => sent.push(request), look: () => {} });
  store.me = me;
  store.linked({ state: 'live' });
  store.open(start);
  const draw = () => frames.splice(0).forEach((run) => run());
  return { store, sent, draw };
}

function event(seq: number, change: Change, more: Partial<BoardEvent> = {}): BoardEvent {
  return { seq, at, by: 'bob', id: `bob-${seq}`, ...change, ...more } as BoardEvent;
}

const moved = (id: string, stage: StageID, rank: string, lane: LaneKey = 'marathon'): Change => ({
  kind: 'card.moved',
  card: id,
  lane,
  stage,
  rank,
  since: at,
});

const shown = (store: Store, stage: StageID, lane: LaneKey = 'marathon') => store.stage(lane, stage)!.cards;

describe('the person’s own commands', () => {
  test('show at once and settle with their event', async () => {
    const { store, sent, draw } = opened();
    const added = store.add('marathon', 'need', 'Telephony', { before: 'b' });
    expect(shown(store, 'need')).toEqual(['a', added.subject, 'b', 'c']);
    expect(store.line).toEqual({ state: 'saving', waiting: 1 });
    const set = { title: 'Telephony' };
    const lies = { lane: 'marathon', stage: 'need', rank: 'a0V', since: at } as const;
    store.receive(
      event(11, { kind: 'card.added', card: added.subject, ...lies, set }, { id: sent[0]!.id, by: 'ann' }),
    );
    draw();
    expect(shown(store, 'need')).toEqual(['a', added.subject, 'b', 'c']);
    expect(store.line).toEqual({ state: 'live' });
    expect(store.card(added.subject)!.news).toBeUndefined();
    await expect(added.done).resolves.toEqual({ ok: true, seq: 11 });
  });

  test('are taken back when they are refused, and the refusal is kept', async () => {
    const { store, sent } = opened();
    const change = store.change('a', { title: 'Mine' })!;
    expect(store.card('a')!.record.title).toBe('Mine');
    const refusal = {
      id: sent[0]!.id,
      code: 'conflict',
      message: 'no',
      current: { title: 'Theirs' },
    } as const;
    store.refuse(refusal);
    expect(store.card('a')!.record.title).toBe('A');
    expect(store.refused).toEqual([{ request: sent[0], refusal }]);
    await expect(change.done).resolves.toEqual({ ok: false, refusal });
    store.dismiss(sent[0]!.id);
    expect(store.refused).toEqual([]);
  });

  test('stay on top of what others do meanwhile', () => {
    const { store, sent, draw } = opened();
    store.move('c', { before: 'b' });
    store.receive(event(11, moved('a', 'tender', 'a0')));
    store.receive(event(12, { kind: 'card.changed', card: 'c', set: { owner: 'bob' } }));
    draw();
    expect(shown(store, 'need')).toEqual(['c', 'b']);
    expect(store.card('c')!.record.owner).toBe('bob');
    store.refuse({ id: sent[0]!.id, code: 'archived', message: '' });
    expect(shown(store, 'need')).toEqual(['b', 'c']);
  });

  test('survive a whole new board and are answered by a repeated event', async () => {
    const { store, sent, draw } = opened();
    const move = store.move('a', { stage: 'tender' })!;
    const after = card('a', 'a0', { stage: 'tender' });
    store.open({ ...start, seq: 11, cards: [after, ...start.cards.slice(1)] });
    expect(shown(store, 'tender')).toEqual(['a']);
    expect(store.line).toEqual({ state: 'saving', waiting: 1 });
    expect(store.receive(event(11, moved('a', 'tender', 'a0'), { id: sent[0]!.id }))).toBe('taken');
    draw();
    await expect(move.done).resolves.toEqual({ ok: true, seq: 11 });
    expect(store.line).toEqual({ state: 'live' });
  });

  test('of several events settle with the last', () => {
    const { store, sent, draw } = opened();
    const commands = ['a', 'b'].map((card): Command => ({ cmd: 'card.move', card, stage: 'tender' }));
    store.do({ cmd: 'batch', commands });
    expect(shown(store, 'tender')).toEqual(['a', 'b']);
    const { id } = sent[0]!;
    store.receive(event(11, moved('a', 'tender', 'a0'), { id, more: true }));
    draw();
    expect(store.line).toEqual({ state: 'saving', waiting: 1 });
    expect(shown(store, 'tender')).toEqual(['a', 'b']);
    store.receive(event(12, moved('b', 'tender', 'a1'), { id }));
    draw();
    expect(store.line).toEqual({ state: 'live' });
    expect(shown(store, 'tender')).toEqual(['a', 'b']);
  });

  test('that change nothing are not sent', () => {
    const { store, sent } = opened();
    expect(store.move('b', { before: 'c' })).toBeUndefined();
    expect(store.change('a', { title: 'A', owner: '' })).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test('reach cards in the archive and bring them back', () => {
    const { store } = opened();
    expect(store.archivedCards).toEqual(['old']);
    store.restore('old');
    expect(store.archivedCards).toEqual([]);
    expect(shown(store, 'tender')).toEqual(['old']);
    store.archive('a');
    expect(store.archivedCards).toEqual(['a']);
    expect(shown(store, 'need')).toEqual(['b', 'c']);
  });

  test('are undone by the number of their last event, once it is known, and out of sight at once', async () => {
    const { store, sent, draw } = opened();
    const first = store.move('a', { stage: 'tender' })!;
    const second = store.move('b', { stage: 'tender' })!;
    void store.undo();
    expect(shown(store, 'tender')).toEqual(['a']);
    const undone = store.undo(first);
    expect(shown(store, 'need')).toEqual(['a', 'b', 'c']);
    expect(sent).toHaveLength(2);
    store.receive(event(11, moved('a', 'tender', 'a0'), { id: first.id }));
    store.receive(event(12, moved('b', 'tender', 'a1'), { id: second.id }));
    draw();
    await undone;
    const commands = sent.slice(2).map((request) => request.command);
    expect(commands).toEqual([
      { cmd: 'undo', step: 12 },
      { cmd: 'undo', step: 11 },
    ]);
  });
});

describe('a change of what the person saw', () => {
  test('tells the server what that was, and leaves alone what the person left alone', () => {
    const { store, sent, draw } = opened();
    const base = store.card('a')!.record;
    store.receive(event(11, { kind: 'card.changed', card: 'a', set: { title: 'Theirs', owner: 'bob' } }));
    draw();
    store.change('a', { title: 'Mine', owner: undefined }, base);
    expect(sent[0]!.command).toEqual({
      cmd: 'card.change',
      card: 'a',
      set: { title: 'Mine' },
      was: { title: 'A' },
    });
  });

  test('clears with the empty value of the field', () => {
    const { store, sent, draw } = opened();
    store.receive(
      event(11, { kind: 'card.changed', card: 'a', set: { anchor: { now: 'Queues' }, effort: 2 } }),
    );
    draw();
    store.change('a', { anchor: undefined, effort: undefined });
    const set = { anchor: {}, effort: 0 };
    expect(sent[0]!.command).toEqual({
      cmd: 'card.change',
      card: 'a',
      set,
      was: { anchor: { now: 'Queues' } },
    });
    expect(store.card('a')!.record).not.toHaveProperty('anchor');
  });
});

describe('what others do', () => {
  test('waits for the frame and tells who it was', () => {
    const { store, draw } = opened();
    store.receive(event(11, moved('a', 'tender', 'a0')));
    expect(shown(store, 'need')).toEqual(['a', 'b', 'c']);
    draw();
    expect(shown(store, 'tender')).toEqual(['a']);
    const from = { lane: 'marathon', stage: 'need' };
    expect(store.card('a')!.news).toEqual({ by: 'bob', at, kind: 'moved', from });
  });

  test('does not move a card that the person holds until it is let go', () => {
    const { store, draw } = opened();
    const letGo = store.hold('b');
    store.receive(event(11, moved('b', 'tender', 'a0')));
    store.receive(event(12, moved('a', 'need', 'a3')));
    draw();
    expect(shown(store, 'need')).toEqual(['b', 'c', 'a']);
    expect(store.card('b')!.elsewhere?.by).toBe('bob');
    letGo();
    expect(shown(store, 'need')).toEqual(['c', 'a']);
    expect(shown(store, 'tender')).toEqual(['b']);
    expect(store.card('b')!.elsewhere).toBeUndefined();
  });

  test('is not taken with a gap before it', () => {
    const { store, draw } = opened();
    expect(store.receive(event(12, moved('a', 'tender', 'a0')))).toBe('gap');
    draw();
    expect(store.position).toEqual({ after: 10, epoch: 'e1' });
    expect(store.receive(event(11, moved('a', 'tender', 'a0')))).toBe('taken');
    expect(store.receive(event(11, moved('a', 'tender', 'a0')))).toBe('taken');
    expect(store.position).toEqual({ after: 11, epoch: 'e1' });
  });

  test('adds and removes stages without disturbing the others', () => {
    const { store, draw } = opened();
    const need = store.stage('marathon', 'need');
    const order = ['need', 'legal', 'tender'];
    const added = { lane: 'marathon', stage: 'legal', key: '', name: 'Legal', custom: true, order } as const;
    store.receive(event(11, { kind: 'stage.added', ...added }));
    draw();
    expect(store.lane('marathon')!.stages.map((s) => s.id)).toEqual(order);
    expect(store.stage('marathon', 'need')).toBe(need);
    expect(need!.cards).toEqual(['a', 'b', 'c']);
  });
});

describe('two people and a server in any order of things', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('agree in the end (%i)', (seed) => {
    const random = randomFrom(seed);
    const server = Board.from(start);
    const history: BoardEvent[] = [];
    const people = ['ann', 'bob'].map((me) => ({ ...opened(me), me, heard: 0, asked: 0 }));

    const answer = (person: (typeof people)[number]) => {
      const request = person.sent[person.asked];
      if (!request) return;
      person.asked++;
      const events = decide(server, request, person.me, random() < 0.15);
      if (events.length === 0) person.store.refuse({ id: request.id, code: 'not_found', message: '' });
      history.push(...events);
    };
    const hear = (person: (typeof people)[number]) => {
      while (person.heard < history.length && random() < 0.7) person.store.receive(history[person.heard++]!);
      if (random() < 0.5) person.draw();
    };

    for (let i = 0; i < 120; i++) {
      const person = people[Math.floor(random() * people.length)]!;
      const turn = random();
      if (turn < 0.4) act(person.store, random);
      else if (turn < 0.7) answer(person);
      else hear(person);
    }
    for (const person of people) while (person.asked < person.sent.length) answer(person);
    for (const person of people) {
      while (person.heard < history.length) person.store.receive(history[person.heard++]!);
      person.store.settle();
      expect(person.store.line).toEqual({ state: 'live' });
      expect(seen(person.store)).toEqual(seen(fresh(server)));
    }
  });
});

/** What a server would say: the events of a command, none when it refuses. */
function decide(server: Board, request: Request, by: string, refuse: boolean): BoardEvent[] {
  if (refuse) return [];
  const stamp = { at: request.at, by };
  const changes: Change[] = [];
  for (const change of predict(server, request.command, stamp)) {
    server.set(change, stamp);
    changes.push(change);
  }
  return changes.map((change, i) => {
    const more = i < changes.length - 1;
    return { seq: ++server.seq, id: request.id, ...stamp, ...(more && { more }), ...change };
  });
}

function act(store: Store, random: () => number): void {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const cards = [...store.cards()].map((c) => c.id);
  const lane = pick(store.lanes);
  const { id: stage } = pick(lane.stages);
  const acts: (() => unknown)[] = [
    () => store.add(lane.key, stage, 'New', { before: pick(cards) }),
    () => store.move(pick(cards), { lane: lane.key, stage, before: pick(cards) }),
    () => store.move(pick(cards), { lane: lane.key, stage, after: pick(cards) }),
    () => store.change(pick(cards), { title: `T${Math.floor(random() * 100)}` }),
    () => store.archive(pick(cards)),
    () => store.restore(pick(cards)),
    () => store.addItem(pick(cards), 'Item'),
    () => store.comment(pick(cards), 'Said'),
    () =>
      store.do({
        cmd: 'batch',
        commands: [pick(cards), pick(cards)].map((card) => ({ cmd: 'card.move', card, stage })),
      }),
  ];
  pick(acts)();
}

/** A store that has just fetched a board. */
function fresh(board: Board): Store {
  const store = new Store({ frame: () => {} });
  store.open(board.wire());
  return store;
}

function seen(store: Store): unknown {
  const stages = store.lanes.flatMap((lane) => lane.stages.map((s) => [lane.key, s.id, s.cards]));
  const cards = [...store.cards()].map((c) => c.record).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { stages, cards, archive: new Set(store.archivedCards) };
}

/** A small generator of numbers in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a line without a socket', () => {
  test('is told apart, and settles by the number of the last event', () => {
    const { store, draw } = opened();
    store.linked({ state: 'live', polling: true });
    expect(store.line).toEqual({ state: 'live', polling: true });
    const { id } = store.change('a', { title: 'A2' })!;
    expect(store.line).toEqual({ state: 'saving', waiting: 1, polling: true });
    store.acknowledge(id, 11);
    draw();
    expect(store.unsettled.size).toBe(1);
    store.receive(
      event(11, { kind: 'card.changed', card: 'a', set: { title: 'A2' } }, { by: 'ann', id: 'x' }),
    );
    store.acknowledge(id, 11);
    draw();
    expect(store.unsettled.size).toBe(0);
    expect(store.card('a')!.record.title).toBe('A2');
  });
});
