import type { Sent } from '../../board/unsettled.ts';
import { draftOf, keepDraft } from './drafts.ts';

/** Where a text lives, and how it is saved. */
export interface TextSource {
  /** The text as it is now. */
  readonly now: () => string;
  /** Saves a text that was written when `base` was seen. Nothing may come of it. */
  readonly save: (text: string, base: string) => Sent | undefined;
  /** Under which name the text survives a closed window; without one it does not. */
  readonly keep?: string;
}

/**
 * A text while somebody writes it. Until then it shows what is on the board; from then on it is the writer's, and
 * what others do to the text waits beside it.
 */
export class TextDraft {
  readonly #source: TextSource;
  #text = $state.raw<string>();
  #base = $state.raw('');
  /** Whether the text was begun before and found again. */
  found = $state.raw(false);

  constructor(source: TextSource) {
    this.#source = source;
  }

  get text(): string {
    return this.#text ?? this.#source.now();
  }

  set text(text: string) {
    if (this.#text === undefined) this.begin();
    this.#text = text;
    this.#keep(text === this.#base ? '' : text);
  }

  get editing(): boolean {
    return this.#text !== undefined;
  }

  get dirty(): boolean {
    return this.#text !== undefined && this.#text !== this.#base;
  }

  /** Whether somebody else has changed the text since the writer saw it. */
  get changedMeanwhile(): boolean {
    return this.dirty && this.#source.now() !== this.#base;
  }

  /** Begins to write, with what was left unsaved if there is any. */
  begin(): void {
    if (this.editing) return;
    this.#base = this.#source.now();
    const left = this.#source.keep ? draftOf(this.#source.keep) : '';
    this.found = left !== '' && left !== this.#base;
    this.#text = this.found ? left : this.#base;
  }

  /** Saves what was written. Nothing is sent when nothing has changed. */
  save(): Sent | undefined {
    if (!this.dirty) {
      this.end();
      return undefined;
    }
    const { text } = this;
    const sent = this.#source.save(text, this.#base);
    const { keep } = this.#source;
    void sent?.done.then(({ ok }) => ok && keep && draftOf(keep) === text && keepDraft(keep, ''));
    this.end();
    return sent;
  }

  /** Forgets what was written; gives it back in case that was a mistake. */
  revert(): string {
    const { text } = this;
    this.#keep('');
    this.end();
    return text;
  }

  end(): void {
    this.#text = undefined;
    this.found = false;
  }

  #keep(text: string): void {
    if (this.#source.keep) keepDraft(this.#source.keep, text);
  }
}
