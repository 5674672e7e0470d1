import { expect, test } from 'vitest';
import { messagesOf } from './messages.ts';

test('a frame holds one message or an array of them', () => {
  expect(messagesOf('{"resync":{"reason":"restored"}}')).toEqual([{ resync: { reason: 'restored' } }]);
  const several = '[{"people":{"ann":"Ann"}},{"people":{"bob":"Bob"}}]';
  expect(messagesOf(several)).toEqual([{ people: { ann: 'Ann' } }, { people: { bob: 'Bob' } }]);
});
