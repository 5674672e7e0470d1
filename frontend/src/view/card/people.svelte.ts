import type { Desk, Person } from '../board/desk.svelte.ts';

/** Who can be chosen: everybody the board knows, and everybody the server knows. */
class People {
  readonly #desk: Desk;
  #fetched = $state.raw<readonly Person[]>([]);

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.ways.people().then(
      (fetched) => (this.#fetched = fetched),
      () => {},
    );
  }

  /** By name. */
  get all(): readonly Person[] {
    const onBoard = Object.entries(this.#desk.store.people).map(([id, name]) => ({ id, name: name ?? '' }));
    const known = [...this.#fetched, ...onBoard].filter(({ id, name }) => name && id !== 'guest');
    return [...new Map(known.map((person) => [person.id, person])).values()].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  }

  /** Introduces somebody; gives their id. Rejects when the server does not take the name. */
  async add(name: string): Promise<string> {
    const person = await this.#desk.ways.addPerson(name);
    this.#fetched = [...this.#fetched, person];
    return person.id;
  }
}

const known = new WeakMap<Desk, People>();

/** The people of a board's server, fetched once. */
export function people(desk: Desk): People {
  let found = known.get(desk);
  if (!found) known.set(desk, (found = new People(desk)));
  return found;
}
