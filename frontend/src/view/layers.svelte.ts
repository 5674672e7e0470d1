import { untrack } from 'svelte';

/** What lies on top: a modal dialog makes the page below it inert, so menus and messages move into the topmost one. */

let stack = $state.raw<readonly symbol[]>([]);

/** Puts a layer on top; gives the way to take it off again. */
export function addLayer(layer: symbol): () => void {
  stack = [...untrack(() => stack), layer];
  return () => {
    stack = untrack(() => stack).filter((other) => other !== layer);
  };
}

/** Whether nothing lies above this layer; without one, whether the page itself is uncovered. */
export function isOnTop(layer?: symbol): boolean {
  return stack.at(-1) === layer;
}
