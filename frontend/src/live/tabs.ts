/** How long a tab whose page is gone has to load again before it is taken for closed, in milliseconds. */
const reloading = 2_000;

const tabKey = 'takt.tab';

/**
 * The tabs of this browser that are at one board. Each holds a lock while its page lives, and waits for those of
 * the others: so every tab learns at once when another is closed or crashes, and loading a page again is neither.
 *
 * Where the browser has no locks, no tab knows of another.
 */
export class Tabs {
  /** The name of this tab, which it keeps when it is loaded again. */
  readonly name = nameOfTab();
  readonly #board: string;
  readonly #ongone: () => void;
  readonly #left = new AbortController();
  readonly #watched = new Set<string>();
  readonly #greetings: BroadcastChannel;

  /** `ongone` follows when a tab is gone for good. */
  constructor(board: string, ongone: () => void) {
    this.#board = board;
    this.#ongone = ongone;
    this.#greetings = new BroadcastChannel(this.#lockOf(''));
    this.#greetings.onmessage = (event: MessageEvent<string>) => this.#watch(event.data);
    void navigator.locks?.request(this.#lockOf(this.name), () => this.#stay()).catch(() => {});
    void this.#watchAll();
  }

  /** The lock that says that a tab is at this board. */
  #lockOf(tab: string): string {
    return `takt.${this.#board}.${tab}`;
  }

  /** Holds the lock until the board is left, and tells the other tabs of it. */
  #stay(): Promise<void> {
    const { signal } = this.#left;
    if (!signal.aborted) this.#greetings.postMessage(this.name);
    return new Promise((left) => {
      if (signal.aborted) left();
      else signal.addEventListener('abort', () => left());
    });
  }

  /** The other tabs that are at this board now. */
  async others(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    const prefix = this.#lockOf('');
    const tabs = held.flatMap(({ name = '' }) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
    return new Set(tabs.filter((tab) => tab !== this.name));
  }

  async #watchAll(): Promise<void> {
    for (const tab of await this.others()) this.#watch(tab);
  }

  /** Waits until a tab has let go of its lock. */
  #watch(tab: string): void {
    const { signal } = this.#left;
    if (signal.aborted || tab === this.name || this.#watched.has(tab)) return;
    this.#watched.add(tab);
    navigator.locks
      ?.request(this.#lockOf(tab), { mode: 'shared', signal }, () => {})
      .then(() => setTimeout(() => void this.#see(tab), reloading))
      .catch(() => {}); // this tab has left before the other
  }

  /** A tab has let go of its lock a while ago: it is gone, or loaded again and watched again. */
  async #see(tab: string): Promise<void> {
    this.#watched.delete(tab);
    const others = await this.others();
    if (this.#left.signal.aborted) return;
    if (others.has(tab)) this.#watch(tab);
    else this.#ongone();
  }

  /** Ends: the board is left. */
  close(): void {
    this.#left.abort();
    this.#greetings.close();
  }
}

function nameOfTab(): string {
  const fresh = crypto.getRandomValues(new Uint32Array(2)).join('-');
  try {
    const known = sessionStorage.getItem(tabKey);
    if (!known) sessionStorage.setItem(tabKey, fresh);
    return known ?? fresh;
  } catch {
    return fresh;
  }
}
