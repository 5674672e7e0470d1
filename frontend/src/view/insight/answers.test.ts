import { expectTypeOf, test } from 'vitest';
import type { Wire } from '../../board/wire.gen.ts';
import type { Figures } from './answers.ts';

// Holds what the page expects of the server to what the server says. The compiler runs it.

/** A type with its chosen texts as any text, as the server's are. */
type Widened<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Widened<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Widened<T[Key]> }
      : T;

test('figures', () => {
  expectTypeOf<Widened<Figures>>().toEqualTypeOf<Widened<Wire['figures']>>();
});
