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
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time, not followed
    const names = new Map(this.#fetched.map(({ id, name }) => [id, name]));
    for (const [id, name] of Object.entries(this.#desk.store.people)) if (name) names.set(id, name);
    names.delete('guest');
    return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
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
