import type { KeptPage } from '../../board/types.ts';
import { SavedFilters } from '../bar/saved.svelte.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { told } from '../board/moving.ts';
import { announce } from '../announce.svelte.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';

/** How many views a board keeps for everybody. */
export const mostShared = 100;
export const longestName = 60;

/** A way to look at a board that has been kept. */
export interface KeptView {
  /** Of one that is everybody's; a person's own go by their names. */
  readonly id?: string;
  readonly name: string;
  readonly page: KeptPage;
  /** The query of its address, without the question mark. */
  readonly search: string;
}

/** The key that opens each page after G. */
const pageKeys: Readonly<Record<KeptPage, string>> = { board: 'b', timeline: 't', list: 'l', insights: 'i' };

export const pageName = (page: KeptPage): string =>
  page === 'board'
    ? t.view.board()
    : { timeline: t.view.timeline, list: t.view.list, insights: t.view.insights }[page]();

/** The views of a board: everybody's, and those a person keeps in this browser. */
export class KeptViews {
  readonly #desk: Desk;
  readonly #own: SavedFilters;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#own = new SavedFilters(desk.store.id, desk.store.me, 'views');
  }

  get shared(): readonly KeptView[] {
    return this.#desk.store.views.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  get own(): readonly KeptView[] {
    return this.#own.list.map(({ name, search, page = 'board' }) => ({ name, search, page }));
  }

  /** Goes to a view: its page, filtered and set as it was kept. */
  open({ page, search }: KeptView): void {
    const { filter, ways } = this.#desk;
    filter.become(search);
    ways.openView(pageKeys[page]);
  }

  /** Keeps a view, for everybody or for oneself. One's own of the same name is replaced. */
  keep({ name, page, search }: KeptView, forAll: boolean): void {
    const { store } = this.#desk;
    if (forAll) told(this.#desk, store.addView(name, page, search), t.sheet.kept({ name }));
    else {
      this.#own.keep(name, search, page);
      toast({ text: t.sheet.kept({ name }) });
    }
  }

  rename(view: KeptView, name: string): void {
    if (view.id) told(this.#desk, this.#desk.store.changeView(view.id, { name }), t.sheet.renamed({ name }));
    else {
      this.#own.forget(view.name);
      this.#own.keep(name, view.search, view.page);
      announce(t.sheet.renamed({ name }));
    }
  }

  /** Lets a view be what is shown now. */
  replace(view: KeptView, page: KeptPage, search: string): void {
    const { name } = view;
    const text = t.sheet.replaced({ name });
    if (view.id) told(this.#desk, this.#desk.store.changeView(view.id, { page, search }), text);
    else {
      this.#own.keep(name, search, page);
      toast({ text });
    }
  }

  remove(view: KeptView): void {
    const { name, page, search } = view;
    const text = t.sheet.viewGone({ name });
    if (view.id) told(this.#desk, this.#desk.store.removeView(view.id), text);
    else {
      this.#own.forget(name);
      toast({ text, action: { label: t.common.undo(), run: () => this.#own.keep(name, search, page) } });
    }
  }

  /** The address of a view. */
  link({ page, search }: KeptView): string {
    return location.origin + this.#desk.ways.viewHref(pageKeys[page]) + (search && `?${search}`);
  }
}
