import type { Answer, FigureName, Question } from './answers.ts';

/** The least time between an answer and asking the same again, in milliseconds. */
const pause = 500;

/**
 * A figure that is asked for, and asked for anew when the question or the board is another. The answer before stays
 * while the next is on its way, and when it does not come.
 */
export class Asked<Name extends FigureName> {
  answer: Answer<Name> | undefined = $state.raw();
  failed: boolean = $state(false);
  busy: boolean = $state(false);

  readonly #ask: (question: Question) => Promise<Answer<Name>>;
  #question: Question = {};
  #key = '';
  #turn = 0;
  #outdated = false;
  #free = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #coming: Promise<void> = Promise.resolve();

  constructor(ask: (question: Question) => Promise<Answer<Name>>) {
    this.#ask = ask;
  }

  /** Asks a question at once, and one that was asked before as soon as it may be asked again. */
  want(question: Question): void {
    const key = JSON.stringify(question);
    if (key !== this.#key) {
      this.#key = key;
      this.#question = question;
      this.again();
    } else if (this.busy) this.#outdated = true;
    else this.#soon();
  }

  /** Asks the same question now. */
  again(): void {
    this.#outdated = false;
    this.busy = true;
    this.#coming = this.#fetch(++this.#turn);
  }

  /** Resolves when what is on its way has come, or has not. */
  here(): Promise<void> {
    return this.#coming;
  }

  /** Asks nothing any more. */
  close(): void {
    this.#turn++;
    clearTimeout(this.#timer);
  }

  async #fetch(turn: number): Promise<void> {
    let answer: Answer<Name> | undefined;
    try {
      answer = await this.#ask(this.#question);
    } catch {
      answer = undefined;
    }
    if (turn !== this.#turn) return;
    this.failed = !answer;
    this.answer = answer ?? this.answer;
    this.busy = false;
    this.#free = performance.now() + pause;
    if (this.#outdated) this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.again();
      },
      Math.max(0, this.#free - performance.now()),
    );
  }
}
