const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** An identity for a new thing on a board: 12 random characters, 60 bits. */
export function newID(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(12))) id += alphabet[byte & 31];
  return id;
}

/** A request id: nine characters of time, in milliseconds, then twelve of chance. Later ids sort later. */
export function newRequestID(now = Date.now()): string {
  let time = '';
  for (let rest = now, i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = digits[rest % 32] + time;
  return time + newID();
}

// Base 32 whose digits sort as they count.
const digits = '0123456789abcdefghijklmnopqrstuv';
