import { createContext } from 'svelte';
import type { Desk } from '../board/desk.svelte.ts';
import { Cells } from './cells.svelte.ts';
import { Editing } from './editing.svelte.ts';
import { List } from './list.svelte.ts';
import { Many } from './many.svelte.ts';

/** A list that somebody works in: what it shows, where they are in it, and what they write. */
export class ListWork {
  readonly desk: Desk;
  readonly list: List;
  readonly cells: Cells;
  readonly editing: Editing;
  readonly many: Many;

  constructor(desk: Desk) {
    this.desk = desk;
    this.list = new List(desk);
    this.cells = new Cells(this.list);
    this.editing = new Editing(this.list, this.cells);
    this.many = new Many(this.list, this.cells);
  }
}

/** The list that a part of the view belongs to. */
export const [useList, setList] = createContext<ListWork>();
