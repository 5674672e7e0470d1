import type { Store, Wire } from '../board/store.svelte.ts';
import type { Looking, PersonID, Refusal, Stop, WireBoard } from '../board/types.ts';
import type { Request } from '../board/unsettled.ts';
import { backoff } from './backoff.ts';
import { Memory } from './memory.ts';
import { messagesOf, type Message, type Welcome } from './messages.ts';
import type { Polling } from './polling.ts';

/** Close codes after which the server will not have us back by itself. */
const final: Readonly<Record<number, Stop>> = { 4002: 'bad_message', 4003: 'signed_out', 4004: 'no_board' };

/** The close code of a server that wants to be left alone for a while. */
const tooMany = 4008;

/** Refusals that say nothing about the command: it is asked again under the same id. */
const askAgain: ReadonlySet<string> = new Set(['unknown_outcome', 'too_many']);

/** Most commands that are with the server at once; the others wait, so that a long queue does not flood it. */
const window = 32;

/** The largest frame the server reads, in bytes. */
const maxFrame = 64 * 1024;

// In milliseconds. A line that died without a word is noticed within silence + answer + 2 * tick, and within
// soon + tick when there is reason to doubt it.
const tick = 2_000;
const silence = 15_000;
const answer = 12_000;
const soon = 4_000;
/** How long the line may be down before it is called offline. */
const aMoment = 5_000;
/** A line that held this long was a good one: after its loss, coming back is quick again. */
const steady = 10_000;
const pause = 1_000;
const longPause = 5_000;
/** After so many sockets in a row that did not open, the line is kept without one. */
const enough = 2;
/** How long to wait before a socket is tried again while there is a line without one: at first, and at most. */
const soonAgain = 1_000;
const seldom = 30_000;

/**
 * Keeps a store in step with a board of the server, from `open` to `close`: fetches the board, joins, and comes
 * back after every loss at the position the store has reached, with the commands that have not been answered.
 *
 * The line is what the store says it is: a socket is believed only while it answers. After a silence the position
 * is joined again, which costs little and has to be answered; when it is not, the socket is given up.
 */
export class Connection implements Wire {
  readonly #store: Store;
  readonly #board: string;
  readonly #leaving = new AbortController();
  readonly #memory: Memory;
  /** Whether this page's person has signed in, or out, since it was opened. */
  #signedIn = false;

  #socket: WebSocket | undefined;
  #session = '';
  /** The line without a socket, once it has been needed. */
  #polling: Polling | undefined;
  /** Sockets in a row that did not open. */
  #unopened = 0;
  /** Since when the line has been live, or 0. */
  #live = 0;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #heard = 0;
  /** When the join that was sent has to be answered, or 0 when none is out. */
  #due = 0;
  /** Requests sent over this socket, and those of them that have not been answered. */
  readonly #sent = new Set<string>();
  readonly #inFlight = new Set<string>();

  constructor(store: Store, board: string) {
    this.#store = store;
    this.#board = board;
    this.#memory = new Memory(store, board, () => this.#pump());
  }

  /** Begins. What goes wrong is not thrown but told by `store.line`. */
  open(): void {
    const { signal } = this.#leaving;
    this.#store.connect(this);
    addEventListener('online', () => this.#hurry(), { signal });
    addEventListener('offline', () => this.#probe(soon), { signal });
    addEventListener('pageshow', () => this.#hurry(), { signal });
    addEventListener('pagehide', () => this.#see(), { signal });
    document.addEventListener('visibilitychange', () => this.#turned(), { signal });
    addEventListener('beforeunload', (event) => this.#warn(event), { signal });
    this.#down();
    void this.#connect();
  }

  /** Ends: the board is left. */
  close(): void {
    this.#see();
    this.#polling?.close();
    this.#leaving.abort();
    this.#store.connect(undefined);
    this.#disconnect();
    clearTimeout(this.#retry);
    clearTimeout(this.#grace);
    this.#memory.close();
  }

  /** Connects anew, as somebody who has signed in must, and after a stop. */
  again(): void {
    this.#polling?.close();
    this.#disconnect();
    this.#attempt = 0;
    this.#unopened = 0;
    this.#signedIn = true;
    this.#down();
    void this.#connect();
  }

  send(): void {
    this.#pump();
  }

  look(looking: Looking): void {
    if (this.#session) this.#say({ presence: looking });
  }

  /** Leaving now may lose what the server has not got yet. */
  #warn(event: BeforeUnloadEvent): void {
    if (this.#memory.failed && this.#store.unsettled.size > 0) event.preventDefault();
  }

  /** Does in this person's name what another has left in this browser. */
  takeOver(person: PersonID): Promise<void> {
    return this.#memory.takeOver(person);
  }

  /** Forgets what another person has left in this browser; the returned function brings it back. */
  discard(person: PersonID): Promise<() => Promise<void>> {
    return this.#memory.discard(person);
  }

  /** Keeps what is seen while that is the truth. */
  #see(): void {
    if (this.#live) this.#memory.see();
  }

  #turned(): void {
    if (document.hidden) this.#see();
    else this.#hurry();
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (!this.#store.ready && !(await this.#fetch())) return;
    if (this.#leaving.signal.aborted || this.#socket) return;
    const url = new URL(`/api/boards/${this.#board}/socket`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url, 'takt.v1');
    this.#socket = socket;
    this.#heard = Date.now();
    this.#due = this.#heard + answer;
    this.#watch = setInterval(() => this.#check(), tick);
    socket.onopen = () => this.#join();
    socket.onmessage = (event: MessageEvent<string>) => this.#hear(event.data);
    socket.onclose = (event) => this.#lost(event.code);
  }

  /** Fetches the board, which travels compressed this way; reports whether it came. */
  async #fetch(): Promise<boolean> {
    const { signal } = this.#leaving;
    const path = `/api/boards/${this.#board}`;
    const response = await fetch(path, { signal }).catch(() => undefined);
    const reason = { 401: 'signed_out', 403: 'no_right', 404: 'no_board' } as const;
    const stop = reason[response?.status as keyof typeof reason];
    const board = response?.ok
      ? ((await response.json().catch(() => undefined)) as WireBoard | undefined)
      : undefined;
    await this.#memory.recalled;
    if (signal.aborted) return false;
    if (board) this.#store.open(board);
    else if (stop) this.#stop(stop);
    else await this.#memory.showLast();
    if (!board && !stop) this.#comeBack();
    return board !== undefined;
  }

  #join(position = this.#store.position, within = answer): void {
    this.#due = Date.now() + within;
    this.#say({ join: position });
  }

  #say(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  // What is heard.

  #hear(frame: string): void {
    this.#heard = Date.now();
    for (const message of messagesOf(frame)) this.#take(message);
    this.#pump();
  }

  #take(message: Message): void {
    if (message.event) this.#takeEvent(message.event);
    else if (message.refused) this.#takeRefusal(message.refused);
    else if (message.presence) {
      if (message.presence.session !== this.#session) this.#store.meet(message.presence);
    } else if (message.people) this.#store.introduce(message.people);
    else if (message.welcome) this.#enter(message.welcome);
    else if (message.resync) this.#join({ after: 0, epoch: '' });
  }

  #enter(welcome: Welcome): void {
    const { you, name, session, board, people, present } = welcome;
    const first = !this.#session;
    this.#due = 0;
    this.#session = session;
    if (first) this.#memory.become(you, name, this.#signedIn);
    this.#store.introduce(people);
    this.#store.gather(present.filter((p) => p.session !== session));
    if (board) {
      this.#store.open(board);
      this.#forget(); // it may hold what was sent, and then no event says so
    }
    if (!first) return;
    this.#polling?.close();
    this.#unopened = 0;
    this.#up();
    this.#store.linked({ state: 'live' });
    this.look(this.#store.looking);
  }

  #up(): void {
    this.#live = Date.now();
    this.#memory.wake();
    this.#store.asOf = undefined;
    clearTimeout(this.#grace);
  }

  // The line without a socket.

  async #openWithout(): Promise<void> {
    const fetched = await import('./polling.ts').catch(() => undefined);
    if (!fetched || this.#session || this.#leaving.signal.aborted) return;
    this.#polling ??= new fetched.Polling(this.#store, this.#board, {
      live: (you, name) => this.#enterWithout(you, name),
      heard: () => this.#heardFrom(),
      lost: () => this.#lostWithout(),
      stop: (reason) => this.#stop(reason),
    });
    this.#polling.open();
  }

  #enterWithout(you: PersonID, name: string): void {
    this.#memory.become(you, name, this.#signedIn);
    this.#up();
    this.#store.linked({ state: 'live', polling: true });
    if (this.#socket) return;
    clearTimeout(this.#retry);
    this.#attempt = 0;
    this.#comeBack();
  }

  #heardFrom(): void {
    this.#heard = Date.now();
    if (this.#live) this.#memory.seeSometimes();
  }

  #lostWithout(): void {
    if (!this.#live || this.#session) return;
    this.#fall();
  }

  #takeEvent(event: NonNullable<Message['event']>): void {
    if (this.#store.receive(event) === 'gap') {
      if (!this.#due) this.#join();
    } else if (!event.more) this.#inFlight.delete(event.id);
  }

  #takeRefusal(refusal: Refusal): void {
    this.#inFlight.delete(refusal.id);
    if (!askAgain.has(refusal.code)) return this.#store.refuse(refusal);
    setTimeout(() => {
      this.#sent.delete(refusal.id);
      this.#pump();
    }, pause);
  }

  /** Sends what waits, in order, as far as the window allows. */
  #pump(): void {
    if (!this.#session) return this.#polling?.send();
    for (const request of this.#store.unsettled) {
      if (this.#inFlight.size >= window) return;
      if (!this.#sent.has(request.id)) this.#ask(request);
    }
  }

  #ask(request: Request): void {
    const frame = JSON.stringify({ id: request.id, ...request.command });
    if (new Blob([frame]).size > maxFrame) {
      this.#store.refuse({ id: request.id, code: 'too_large', message: 'too much for one change' });
      return;
    }
    this.#sent.add(request.id);
    this.#inFlight.add(request.id);
    this.#socket?.send(frame);
  }

  // Whether the line still stands.

  #check(): void {
    const now = Date.now();
    if (this.#live) this.#memory.seeSometimes();
    if (this.#due && now > this.#due && now - this.#heard > soon) this.#lost(0);
    else if (!this.#due && now - this.#heard > silence) this.#probe(answer);
  }

  /** Asks for a sign of life. */
  #probe(within: number): void {
    if (this.#session && !this.#due) this.#join(this.#store.position, within);
  }

  /** Something has changed for the better, perhaps: looks at once. */
  #hurry(): void {
    if (this.#socket) this.#probe(soon);
    else if (this.#retry !== undefined) void this.#connect();
  }

  // Losing it and coming back.

  #lost(code: number): void {
    const opened = this.#session !== '';
    this.#disconnect();
    const reason = final[code];
    if (reason) return this.#stop(reason);
    if (opened) this.#fall();
    else if (++this.#unopened >= enough && this.#store.ready) void this.#openWithout();
    this.#comeBack(code === tooMany ? longPause : 0);
  }

  /** The line was there and is not any more. */
  #fall(): void {
    this.#see();
    this.#store.asOf = new Date(this.#heard).toISOString();
    if (Date.now() - this.#live > steady) this.#attempt = 0;
    this.#down();
  }

  /** Lets go of the socket, which may be past answering. */
  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#session = '';
    this.#due = 0;
    this.#forget();
    clearInterval(this.#watch);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.#store.gather([]);
  }

  /** Makes everything that waits be sent again. */
  #forget(): void {
    this.#sent.clear();
    this.#inFlight.clear();
  }

  /** Says that the line is down: for a moment reconnecting, then offline. */
  #down(): void {
    this.#live = 0;
    clearTimeout(this.#grace);
    this.#store.linked({ state: 'reconnecting' });
    this.#grace = setTimeout(() => this.#store.linked({ state: 'offline' }), aMoment);
  }

  #comeBack(atLeast = 0): void {
    const attempt = this.#attempt++;
    const wait = this.#polling?.live ? Math.min(seldom, soonAgain * 2 ** attempt) : backoff(attempt);
    this.#retry = setTimeout(() => void this.#connect(), atLeast + wait);
  }

  #stop(reason: Stop): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    clearTimeout(this.#grace);
    this.#polling?.close();
    this.#live = 0;
    if (reason === 'no_board' || reason === 'no_right') this.#memory.unsee();
    this.#store.linked({ state: 'stopped', reason });
  }
}
