/** The longest wait before the first attempt to come back, in milliseconds, and before any attempt. */
const shortest = 500;
const longest = 30_000;

/** How long to wait before coming back: full jitter, so that those who were cut off together return apart. */
export function backoff(attempt: number, random = Math.random()): number {
  return random * Math.min(longest, shortest * 2 ** attempt);
}
