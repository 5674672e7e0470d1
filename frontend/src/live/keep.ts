import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Keeper, Others, Refused } from '../board/store.svelte.ts';
import type { Command, Instant, PersonID, Refusal, WireBoard } from '../board/types.ts';
import type { Request } from '../board/unsettled.ts';
import { Tabs } from './tabs.ts';

/** A request as it lies in the browser's storage. */
interface KeptRequest {
  readonly id: string;
  readonly board: string;
  readonly person: PersonID;
  /** What the person is called; nothing for a guest. */
  readonly name?: string;
  /** The tab that answers for it. */
  readonly tab: string;
  /** Requests are sent in this order. */
  readonly order: number;
  readonly command: Command;
  readonly at: Instant;
  /** The person took it back before it was answered. */
  readonly withdrawn?: boolean;
  /** What the server said, when it said no and the person has not dismissed that yet. */
  readonly refusal?: Refusal;
}

/** A board as it was last seen, and by whom. */
export interface Seen {
  readonly id: string;
  readonly board: WireBoard;
  readonly at: Instant;
  readonly me: PersonID;
  readonly people: Readonly<Record<PersonID, string>>;
}

interface Schema extends DBSchema {
  requests: { key: string; value: KeptRequest; indexes: { place: [string, string] } };
  boards: { key: string; value: Seen };
}

/** What an earlier page, or a tab that is gone, has left behind. */
export interface Left {
  readonly waiting: readonly Request[];
  /** Those of them that are to be taken back once they are answered. */
  readonly withdrawn: readonly string[];
  readonly refused: readonly Refused[];
}

function upgrade(db: IDBPDatabase<Schema>): void {
  db.createObjectStore('requests', { keyPath: 'id' }).createIndex('place', ['board', 'person']);
  db.createObjectStore('boards', { keyPath: 'id' });
}

/** How many boards are kept as they were last seen; the one seen longest ago goes first. */
const mostBoards = 12;

const database = 'takt';

/** What a `Keep` tells of. */
export interface KeepOptions {
  /** What is given to it is not kept. Follows once at most. */
  readonly failed: () => void;
  /** A tab is gone, and may have left something behind. */
  readonly tabGone: () => void;
  /** The database, when it is not the usual one. */
  readonly database?: string;
}

/**
 * Keeps in the browser what must outlive the page: the requests of one person and board that the server has not
 * answered, its refusals that nobody has dismissed, and the board as it was last seen.
 *
 * Several tabs share the storage. Each answers for its own requests, and takes over those of tabs that are gone;
 * where the browser cannot tell which are, for those of all, which the request ids make harmless.
 *
 * Storage that is forbidden, full or broken is reported once, and nothing else changes.
 */
export class Keep implements Keeper {
  readonly #board: string;
  readonly #onfailure: () => void;
  readonly #opening: Promise<IDBPDatabase<Schema> | undefined>;
  readonly #tabs: Tabs;
  #closed = false;
  #db: IDBPDatabase<Schema> | undefined;
  #person: PersonID = '';
  #name = '';
  #last = 0;
  readonly #orders = new Map<string, number>();
  #failed = false;
  /** Requests that were given before the storage was open. */
  #early: (() => Promise<unknown>)[] = [];

  constructor(board: string, { failed, tabGone, database: name = database }: KeepOptions) {
    this.#board = board;
    this.#onfailure = failed;
    this.#tabs = new Tabs(board, tabGone);
    this.#opening = this.#open(name);
  }

  /** Whether what is given here is not kept. */
  get failed(): boolean {
    return this.#failed;
  }

  async #open(name: string): Promise<IDBPDatabase<Schema> | undefined> {
    try {
      const db = await openDB<Schema>(name, 1, { upgrade, terminated: () => this.#fail() });
      this.#db = db;
      for (const write of this.#early) void write().catch(() => this.#fail());
      return db;
    } catch {
      this.#fail();
      return undefined;
    } finally {
      this.#early = [];
    }
  }

  #fail(): void {
    if (this.#failed || this.#closed) return;
    this.#failed = true;
    this.#onfailure();
  }

  /** Writes at once when the storage is open: a page that is about to go gets no later chance. */
  #write(write: (db: IDBPDatabase<Schema>) => Promise<unknown>): void {
    const now = async () => write(this.#db!);
    if (this.#db) void now().catch(() => this.#fail());
    else if (!this.#failed) this.#early.push(now);
  }

  /** From now on requests are this person's; those that still wait go along. */
  belongTo(person: PersonID, name: string, waiting: Iterable<Request>): void {
    this.#person = person;
    this.#name = name;
    for (const request of waiting) this.keep(request);
  }

  keep(request: Request): void {
    this.#put(request);
  }

  withdraw(request: Request): void {
    this.#put(request, { withdrawn: true });
  }

  refuse({ request, refusal }: Refused): void {
    this.#put(request, { refusal });
  }

  #put({ id, command, at }: Request, more: Pick<KeptRequest, 'withdrawn' | 'refusal'> = {}): void {
    const kept: KeptRequest = {
      id,
      board: this.#board,
      person: this.#person,
      ...(this.#name && { name: this.#name }),
      tab: this.#tabs.name,
      order: this.#orderOf(id),
      command,
      at,
      ...more,
    };
    // As it is sent: what a page holds may be more than storage takes.
    const plain = JSON.parse(JSON.stringify(kept)) as KeptRequest;
    this.#write((db) => strictly(db, (store) => store.put(plain)));
  }

  /** The place of a request among all, which it keeps. */
  #orderOf(id: string): number {
    const known = this.#orders.get(id);
    if (known !== undefined) return known;
    this.#last = Math.max(this.#last + 1, Date.now() * 1_000);
    this.#orders.set(id, this.#last);
    return this.#last;
  }

  forget(id: string): void {
    this.#orders.delete(id);
    this.#write((db) => strictly(db, (store) => store.delete(id)));
  }

  /** Takes over what tabs that are gone, and this tab before it was loaded again, have left of a person's. */
  async adopt(person: PersonID): Promise<Left> {
    const nothing = { waiting: [], withdrawn: [], refused: [] };
    const db = await this.#opening;
    if (!db) return nothing;
    try {
      const others = await this.#tabs.others();
      const transaction = db.transaction('requests', 'readwrite');
      const all = await transaction.store.index('place').getAll([this.#board, person]);
      const mine = all.filter(({ tab }) => !others.has(tab)).sort((a, b) => a.order - b.order);
      for (const request of mine) void transaction.store.put({ ...request, tab: this.#tabs.name });
      await transaction.done;
      for (const { id, order } of mine) this.#orders.set(id, order);
      this.#last = Math.max(this.#last, ...mine.map(({ order }) => order));
      const waiting = mine.filter(({ refusal }) => !refusal);
      return {
        waiting: waiting.map(requestOf),
        withdrawn: waiting.filter(({ withdrawn }) => withdrawn).map(({ id }) => id),
        refused: mine.flatMap((kept) =>
          kept.refusal ? [{ request: requestOf(kept), refusal: kept.refusal }] : [],
        ),
      };
    } catch {
      this.#fail();
      return nothing;
    }
  }

  /** What other people have not got done in tabs that are gone, and nobody but they or this person can see to. */
  async others(): Promise<readonly Others[]> {
    const found = new Map<PersonID, Others>();
    for (const { person, name = '' } of await this.#waitingOfOthers())
      found.set(person, { person, name, count: (found.get(person)?.count ?? 0) + 1 });
    return [...found.values()];
  }

  async #waitingOfOthers(): Promise<readonly KeptRequest[]> {
    const db = await this.#opening;
    try {
      const all = (await db?.getAll('requests')) ?? [];
      const atWork = await this.#tabs.others();
      return all.filter(
        ({ board, person, tab, refusal }) =>
          board === this.#board && person !== this.#person && !refusal && !atWork.has(tab),
      );
    } catch {
      this.#fail();
      return [];
    }
  }

  /** Forgets what another person has not got done; the returned function remembers it again. */
  async discard(person: PersonID): Promise<() => void> {
    const discarded = (await this.#waitingOfOthers()).filter((kept) => kept.person === person);
    for (const { id } of discarded) this.forget(id);
    return () => {
      for (const kept of discarded) this.#write((db) => strictly(db, (store) => store.put(kept)));
    };
  }

  /** The board as it was last seen in this browser. */
  async seen(): Promise<Seen | undefined> {
    const db = await this.#opening;
    try {
      return await db?.get('boards', this.#board);
    } catch {
      this.#fail();
      return undefined;
    }
  }

  /** Keeps the board as it is seen now, where there is room for it. */
  see(seen: Omit<Seen, 'id'>): void {
    void this.#opening.then((db) => db && this.#see(db, seen)).catch(() => {});
  }

  async #see(db: IDBPDatabase<Schema>, seen: Omit<Seen, 'id'>): Promise<void> {
    const boards = db.transaction('boards', 'readwrite').store;
    await boards.put({ ...seen, id: this.#board });
    const all = await boards.getAllKeys();
    if (all.length <= mostBoards) return;
    const kept = (await boards.getAll()).sort((a, b) => a.at.localeCompare(b.at));
    for (const { id } of kept.slice(0, -mostBoards)) await boards.delete(id);
  }

  /** The board is not there any more. */
  unsee(): void {
    this.#write((db) => db.delete('boards', this.#board));
  }

  /** Ends: the tab no longer answers for anything of this board. */
  close(): void {
    this.#closed = true;
    this.#tabs.close();
    void this.#opening.then((db) => db?.close());
  }
}

/** Forgets all boards, as somebody who leaves a shared browser expects. What waits to be sent stays. */
export async function forgetBoards(name = database): Promise<void> {
  try {
    const db = await openDB<Schema>(name, 1, { upgrade });
    await db.clear('boards').finally(() => db.close());
  } catch {
    // There is no storage, and nothing in it.
  }
}

type Requests = ReturnType<typeof requestsOf>;
const requestsOf = (db: IDBPDatabase<Schema>) =>
  db.transaction('requests', 'readwrite', { durability: 'strict' });

/** Runs one change of the requests, which is on the disk when it is done. */
async function strictly(
  db: IDBPDatabase<Schema>,
  change: (store: Requests['store']) => Promise<unknown>,
): Promise<void> {
  const transaction = requestsOf(db);
  const changed = change(transaction.store);
  transaction.commit();
  await Promise.all([changed, transaction.done]);
}

const requestOf = ({ id, command, at }: KeptRequest): Request => ({ id, command, at });
