import { readFileSync } from 'node:fs';
import type { Takt } from '../takt.ts';

/** When the pictures are taken, by the page's clock: what the board says of days is the same every time. */
export const now = new Date('2026-11-23T10:00:00+01:00');

interface File {
  readonly board: { readonly cards: readonly { readonly id: string }[] };
  readonly people: Readonly<Record<string, string>>;
}

interface Records {
  readonly board: object;
  readonly cards: Readonly<Record<string, object>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const plain = read('board.json') as File;
const records = read('records.json') as Records;

/** The same board, on which gates, bodies, quarters, benefits, votes and recognitions are on record. */
const recorded = {
  ...plain,
  board: {
    ...plain.board,
    ...records.board,
    cards: plain.board.cards.map((card) => ({ ...card, ...records.cards[card.id] })),
  },
};

/** The board of the pictures: the same cards, people and dates every time. Gives its id. */
export async function givenBoard(
  takt: Takt,
  { onRecord = false }: { onRecord?: boolean | undefined } = {},
): Promise<string> {
  const known: Record<string, string> = {};
  for (const [key, name] of Object.entries(plain.people)) known[key] = (await add(takt, name)).id;
  const body = new FormData();
  body.append('file', new Blob([JSON.stringify(onRecord ? recorded : plain)]), 'board.json');
  body.append('options', JSON.stringify({ people: known }));
  return (await post<{ id: string }>(takt, '/api/imports', body)).id;
}

const add = (takt: Takt, name: string) => post<{ id: string }>(takt, '/api/people', JSON.stringify({ name }));

async function post<T>(takt: Takt, path: string, body: string | FormData): Promise<T> {
  const headers: HeadersInit = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(takt.url + path, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
