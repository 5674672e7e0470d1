import type { Store } from '../board/store.svelte.ts';
import type { BoardEvent, PersonID, Refusal, Stop, WireBoard } from '../board/types.ts';
import type { Request } from '../board/unsettled.ts';

/** What a line without a socket tells the one who keeps it. */
export interface Told {
  /** It stands: events arrive and commands go out. */
  live(you: PersonID, name: string): void;
  /** Something was heard. */
  heard(): void;
  /** It is down. */
  lost(): void;
  stop(reason: Stop): void;
}

/** How long the server is asked to hold its answer, in seconds, and what an answer may take beyond that, in milliseconds. */
const hold = 25;
const grace = 10_000;

/** An empty answer that comes sooner than this is not asked for again at once, in milliseconds. */
const early = 1_000;

/** Refusals that say nothing about the command: it is asked again under the same id. */
const askAgain: ReadonlySet<string> = new Set(['unknown_outcome', 'too_many', 'timeout']);

interface Problem {
  readonly code?: Refusal['code'] | 'timeout' | 'signed_out';
  readonly detail?: string;
  readonly missing?: Refusal['missing'];
  readonly current?: Refusal['current'];
}

/**
 * Keeps a store in step where no websocket gets through: asks for events, which the server holds back until there
 * are some, and sends commands one after the other. Ends itself when it is down or stopped; may then be begun again.
 */
export class Polling {
  readonly #store: Store;
  readonly #path: string;
  readonly #told: Told;
  #run: AbortController | undefined;
  #live = false;
  #sending = false;
  /** Commands that were done, by the number of their last event. */
  readonly #done = new Map<string, number>();

  constructor(store: Store, board: string, told: Told) {
    this.#store = store;
    this.#path = `/api/boards/${board}`;
    this.#told = told;
  }

  /** Whether it stands. */
  get live(): boolean {
    return this.#live;
  }

  /** Begins, unless it has begun. */
  open(): void {
    if (this.#run) return;
    const run = (this.#run = new AbortController());
    this.#follow(run.signal).catch(() => this.#end(run));
  }

  close(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#live = false;
    this.#sending = false;
    this.#done.clear();
  }

  /** Sends what waits. */
  send(): void {
    const run = this.#run;
    if (!run || !this.#live || this.#sending) return;
    this.#sending = true;
    this.#deliver(run.signal).then(
      () => (this.#sending = this.#run === run ? false : this.#sending),
      () => this.#end(run),
    );
  }

  #end(run: AbortController): void {
    if (this.#run !== run) return;
    this.close();
    this.#told.lost();
  }

  #stop(reason: Stop): never {
    this.close();
    this.#told.stop(reason);
    throw new Error(reason);
  }

  /** Asks the server; rejects when it does not answer in time. */
  async #fetch(path: string, signal: AbortSignal, init: RequestInit = {}, within = grace): Promise<Response> {
    const late = new AbortController();
    const give = () => late.abort();
    const timer = setTimeout(give, within);
    signal.addEventListener('abort', give);
    try {
      const response = await fetch(path, { ...init, signal: late.signal });
      signal.throwIfAborted();
      return response;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
    }
  }

  async #get<T>(path: string, signal: AbortSignal): Promise<T> {
    const response = await this.#fetch(path, signal);
    if (response.status === 404) this.#stop('no_board');
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  // What is heard.

  async #follow(signal: AbortSignal): Promise<void> {
    const { you, name } = await this.#get<{ you: PersonID; name: string }>('/api/session', signal);
    await this.#read(0, signal);
    await this.#meet(signal);
    this.#live = true;
    this.#told.live(you, name);
    this.send();
    for (;;) {
      const begun = Date.now();
      const empty = await this.#read(hold, signal);
      if (empty && Date.now() - begun < early) await pause(early, signal);
    }
  }

  /** Takes the next events; reports whether there were none. */
  async #read(wait: number, signal: AbortSignal): Promise<boolean> {
    const { after, epoch } = this.#store.position;
    const path = `${this.#path}/events?after=${after}&wait=${wait}s`;
    const response = await this.#fetch(path, signal, {}, wait * 1_000 + grace);
    if (response.status === 404) this.#stop('no_board');
    const head = response.headers.get('Takt-Seq');
    if (!response.ok || head === null) throw new Error(`${path}: ${response.status}`);
    const events = (await response.json()) as readonly BoardEvent[];
    signal.throwIfAborted();
    this.#told.heard();
    if (response.headers.get('Takt-Epoch') !== epoch || Number(head) < after) await this.#reopen(signal);
    else if (events.some((event) => this.#store.receive(event) === 'gap')) await this.#reopen(signal);
    for (const [id, seq] of this.#done) this.#store.acknowledge(id, seq);
    if (events.some(({ by }) => !this.#store.nameOf(by))) await this.#meet(signal);
    return events.length === 0;
  }

  /** Fetches the whole board: it was restored, or is far ahead. */
  async #reopen(signal: AbortSignal): Promise<void> {
    const board = await this.#get<WireBoard>(this.#path, signal);
    signal.throwIfAborted();
    this.#store.open(board);
  }

  async #meet(signal: AbortSignal): Promise<void> {
    const people = await this.#get<{ id: PersonID; name: string }[]>('/api/people', signal);
    this.#store.introduce(Object.fromEntries(people.map(({ id, name }) => [id, name])));
  }

  // What is said.

  async #deliver(signal: AbortSignal): Promise<void> {
    for (;;) {
      const request = [...this.#store.unsettled].find(({ id }) => !this.#done.has(id));
      if (!request) return;
      await this.#ask(request, signal);
    }
  }

  async #ask({ id, command }: Request, signal: AbortSignal): Promise<void> {
    const response = await this.#fetch(`${this.#path}/commands`, signal, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, ...command }),
    });
    const answer = (await response.json()) as Problem & { readonly seq?: number };
    signal.throwIfAborted();
    if (response.ok && answer.seq !== undefined) {
      this.#done.set(id, answer.seq);
      this.#store.acknowledge(id, answer.seq);
      return;
    }
    const { code, detail = '', missing, current } = answer;
    if (!code) throw new Error(`commands: ${response.status}`);
    if (code === 'signed_out') this.#stop('signed_out');
    if (askAgain.has(code)) return pause(early, signal);
    this.#store.refuse({
      id,
      code: code as Refusal['code'],
      message: detail,
      ...(missing && { missing }),
      ...(current && { current }),
    });
  }
}

/** Waits, unless that is given up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => (signal.aborted ? reject(new Error('given up')) : resolve()), ms);
  });
}
