import { t } from '../view/words.svelte.ts';
import { refusalText } from '../view/refusals.ts';
import { Problem } from './http.ts';

/** What went wrong, in the reader's language; details in the server's words where the page has none. */
export function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return t.notFound.trouble();
  if (error.status === 0 || isAway(error)) return t.line.lost();
  return refusalText(error.code, error.message);
}

/** Whether somebody between the page and the server answered for it. */
const isAway = ({ code, status }: Problem) => !code && status >= 502 && status <= 504;
