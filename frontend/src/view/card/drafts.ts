import { recall, remember } from '../memory.ts';

/** Texts that were begun and not saved, kept in this browser until they are. */

/** Keeps a text; an empty one is forgotten. */
export function keepDraft(key: string, text: string): void {
  remember(`draft.${key}`, text || null);
}

export function draftOf(key: string): string {
  return recall(`draft.${key}`) ?? '';
}
