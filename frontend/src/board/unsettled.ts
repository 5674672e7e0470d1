import type { Command, Instant, Refusal } from './types.ts';

/** A command on its way: what the server is asked, under the name by which its answer will be known. */
export interface Request {
  readonly id: string;
  readonly command: Command;
  /** When the person asked. */
  readonly at: Instant;
}

/**
 * What became of a request: `seq` is its last event, by which it can be undone, and `of` that of the step which an undo
 * or a redo took back.
 */
export type Outcome =
  | { readonly ok: true; readonly seq: number; readonly of?: number }
  | { readonly ok: false; readonly refusal: Refusal };

/** A request that was made, and the thing it is about: the card, stage, label … it adds or changes. */
export interface Sent {
  readonly id: string;
  readonly subject: string;
  /** Settles when the server has answered; while offline that may be long. Never rejects. */
  readonly done: Promise<Outcome>;
}

interface Entry {
  readonly request: Request;
  readonly done: Promise<Outcome>;
  readonly settle: (outcome: Outcome) => void;
}

/** The requests that the server has not answered yet, in the order they were made. */
export class Unsettled implements Iterable<Request> {
  readonly #entries = new Map<string, Entry>();
  readonly #settled = new Set<string>();

  get size(): number {
    return this.#entries.size;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Whether a request was here and has been answered. */
  hadAnswer(id: string): boolean {
    return this.#settled.has(id);
  }

  get(id: string): Request | undefined {
    return this.#entries.get(id)?.request;
  }

  *[Symbol.iterator](): Iterator<Request> {
    for (const entry of this.#entries.values()) yield entry.request;
  }

  /** A waiting request as whoever made it got it. */
  sent(id: string): Sent | undefined {
    const entry = this.#entries.get(id);
    return entry && { id, subject: '', done: entry.done };
  }

  /** Keeps a request until it is settled. */
  add(request: Request): Promise<Outcome> {
    let settle: Entry['settle'] = () => {};
    const done = new Promise<Outcome>((resolve) => (settle = resolve));
    this.#entries.set(request.id, { request, done, settle });
    return done;
  }

  /** Forgets a request without an outcome: somebody else answers for it. */
  drop(id: string): void {
    this.#entries.delete(id);
  }

  /** Ends a request's waiting. False when it was not waiting. */
  settle(id: string, outcome: Outcome): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#entries.delete(id);
    this.#settled.add(id);
    entry.settle(outcome);
    return true;
  }
}
