import type { CardChanges } from '../board/changes.ts';
import type { Passages } from '../board/history.ts';
import { newRequestID } from '../board/ids.ts';
import type { Answer, FigureName, Question } from '../view/insight/answers.ts';

/** What the page asks the server outside of a board's socket. */

/** Why the server said no, in its own words; `code` is stable. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** What is wrong with a file that was to be imported. */
  readonly file: Unreadable | undefined;

  constructor(status: number, code: string, detail: string, file?: Unreadable) {
    super(detail);
    this.status = status;
    this.code = code;
    this.file = file;
  }
}

/** Why a file cannot be imported. */
export interface Unreadable {
  readonly code: string;
  readonly line?: number;
  readonly field?: string;
  readonly message: string;
  readonly advice?: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Me {
  readonly you: string;
  readonly name: string;
}

export interface BoardInfo {
  readonly id: string;
  readonly name: string;
  readonly seq: number;
  readonly archived?: boolean;
  readonly cards: number;
}

export interface Template {
  readonly id: string;
  readonly name: string;
}

/** Asks the server and reads its JSON, or a file as it is. Rejects with a Problem, also when the server cannot be reached (status 0). */
export async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const form = body instanceof FormData;
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    headers: {
      Accept: 'application/json',
      ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
      ...headers,
    },
  }).catch(() => {
    throw new Problem(0, 'offline', '');
  });
  if (!response.ok) throw await problem(response);
  if (response.status === 204) return undefined as T;
  const isFile = response.headers.get('Content-Disposition') !== null;
  return (await (isFile ? response.blob() : response.json())) as T;
}

interface Said {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly file?: Unreadable;
}

async function problem(response: Response): Promise<Problem> {
  const { code = '', title, detail, file } = (await response.json().catch(() => ({}))) as Said;
  return new Problem(response.status, code, detail ?? title ?? '', file);
}

export const session = () => ask<Me>('GET', '/api/session');
export const signIn = (name: string) => ask<Me>('POST', '/api/session', { name });
export const signOut = () => ask<void>('DELETE', '/api/session');

export const people = () => ask<Person[]>('GET', '/api/people');
export const addPerson = (name: string) => ask<Person>('POST', '/api/people', { name });

/** A part of a card's history, newest first: the latest, or what came before an event. */
export const cardHistory = (board: string, card: string, before = 0, limit = 20) =>
  ask<Passages>('GET', `/api/boards/${board}/cards/${card}/history?before=${before}&limit=${limit}`);

/** What others have made of each card of a board since a time, the latest first. */
export const changesSince = (board: string, since: string) =>
  ask<{ changes: CardChanges[] }>(
    'GET',
    `/api/boards/${board}/changes?others=true&since=${encodeURIComponent(since)}`,
  );

/** Where a figure of a board is asked for; what the question leaves open is the server's choice. */
export function insightPath(board: string, figure: string, question: Question): string {
  const asked = Object.entries(question).map(([name, value]) => [name, String(value)]);
  return `/api/boards/${board}/insights/${figure}?${new URLSearchParams(asked)}`;
}

export const insight = <Name extends FigureName>(board: string, figure: Name, question: Question) =>
  ask<Answer<Name>>('GET', insightPath(board, figure, question));

export const boards = () => ask<BoardInfo[]>('GET', '/api/boards');
export const templates = () => ask<Template[]>('GET', '/api/templates');
/** What a board begins with: a template's cards, in a language, or what lies on another board. */
export type Beginning = { readonly template: string; readonly language: string } | { readonly copy: string };

/** Makes a board, once however often the same key asks. */
export const createBoard = (name: string, beginning: Beginning, key: string) =>
  ask<{ id: string }>('POST', '/api/boards', { name, ...beginning }, { 'Idempotency-Key': key });

/** Does one thing to a board whose socket is not open. */
export const command = (board: string, body: { cmd: string; [field: string]: unknown }) =>
  ask<{ id: string; seq: number }>('POST', `/api/boards/${board}/commands`, { id: newRequestID(), ...body });

export const exportPath = (board: string) => `/api/boards/${board}/export`;
