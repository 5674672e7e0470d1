import type { Store } from '../board/store.svelte.ts';
import type { PersonID } from '../board/types.ts';
import { Keep } from './keep.ts';

/** How long to wait for what this browser remembers, before the server is asked without it, in milliseconds. */
const pause = 1_000;
/** How long the server may take to show the board before it is shown as it was last seen. */
const patience = 3_000;
/** How often the board is kept as it is seen. */
const keepEvery = 20_000;

/**
 * What this browser remembers of a board: who was here last, what they have not got done, and what they saw. It
 * gives a store what an earlier page or a tab that is gone has left, and tells it what others have left here.
 */
export class Memory {
  readonly #store: Store;
  readonly #keep: Keep;
  /** Follows when there may be more to send. */
  readonly #onadopted: () => void;
  /** Settles when it is known who was here last, or when that takes too long. */
  readonly recalled: Promise<void>;
  #closed = false;
  /** Requests that an earlier page has left. */
  #adopted: ReadonlySet<string> = new Set();
  #seenAt = 0;
  #seen = '';

  constructor(store: Store, board: string, onadopted: () => void) {
    this.#store = store;
    this.#onadopted = onadopted;
    this.#keep = new Keep(board, {
      failed: () => (store.unkept = true),
      tabGone: () => void this.#adopt(),
    });
    store.keepWith(this.#keep);
    this.recalled = Promise.race([this.#recall(), new Promise<void>((late) => setTimeout(late, pause))]);
  }

  /** Whether what waits would be lost with the page. */
  get failed(): boolean {
    return this.#keep.failed;
  }

  /** Ends: the board is left. */
  close(): void {
    this.#closed = true;
    this.#keep.close();
  }

  /** Becomes who was here last, with what they have not got done, and shows the board of then if need be. */
  async #recall(): Promise<void> {
    const store = this.#store;
    const seen = await this.#keep.seen();
    if (!seen || store.me) return;
    store.me = seen.me;
    store.introduce(seen.people);
    this.#keep.belongTo(seen.me, store.nameOf(seen.me), store.unsettled);
    await this.#adopt();
    setTimeout(() => void this.showLast(), patience);
  }

  /** Takes up what tabs that are gone have left of this person, and looks what they have left of others. */
  async #adopt(): Promise<void> {
    if (!this.#store.me) return;
    const { waiting, withdrawn, refused } = await this.#keep.adopt(this.#store.me);
    this.#adopted = new Set([...this.#adopted, ...waiting.map(({ id }) => id)]);
    this.#store.adopt(waiting, withdrawn, refused);
    this.#onadopted();
    await this.#lookForOthers();
  }

  async #lookForOthers(): Promise<void> {
    this.#store.others = await this.#keep.others();
  }

  /** Does in this person's name what another has left in this browser. */
  async takeOver(person: PersonID): Promise<void> {
    const store = this.#store;
    const { waiting, withdrawn, refused } = await this.#keep.adopt(person);
    this.#keep.belongTo(store.me, store.nameOf(store.me), waiting);
    store.adopt(waiting, withdrawn, refused);
    this.#onadopted();
    await this.#lookForOthers();
  }

  /** Forgets what another person has left in this browser; the returned function brings it back. */
  async discard(person: PersonID): Promise<() => Promise<void>> {
    const putBack = await this.#keep.discard(person);
    await this.#lookForOthers();
    return () => {
      putBack();
      return this.#lookForOthers();
    };
  }

  /**
   * The server has said who this is. What another person has left is not sent in this one's name, unless they
   * have said in this page who they are.
   */
  become(you: PersonID, name: string, signedIn: boolean): void {
    const store = this.#store;
    const before = store.me;
    store.me = you;
    if (name) store.introduce({ [you]: name });
    if (before && before !== you && !signedIn) {
      store.setAside(this.#adopted);
      this.#adopted = new Set();
    }
    this.#keep.belongTo(you, name, before === you ? [] : store.unsettled);
    void this.#adopt();
  }

  /** Shows the board as it was last seen, when there is no other. */
  async showLast(): Promise<void> {
    const seen = this.#store.ready || this.#closed ? undefined : await this.#keep.seen();
    if (!seen || this.#store.ready || this.#closed) return;
    this.#store.open(seen.board);
    this.#store.asOf = seen.at;
  }

  /** Keeps the board as it is seen, if it has changed since that was last done. */
  see(): void {
    const { after, epoch } = this.#store.position;
    const now = `${epoch}-${after}-${this.#store.me}`;
    if (now === this.#seen) return;
    this.#seen = now;
    this.#seenAt = Date.now();
    const { me, people } = this.#store;
    this.#keep.see({ board: this.#store.confirmed(), at: new Date().toISOString(), me, people });
  }

  /** Keeps the board as it is seen, if that was not done for a while. */
  seeSometimes(): void {
    if (Date.now() - this.#seenAt > keepEvery) this.see();
  }

  /** The line stands anew: what is seen now is worth keeping soon. */
  wake(): void {
    this.#seenAt = 0;
  }

  /** The board is not there any more. */
  unsee(): void {
    this.#keep.unsee();
  }
}
