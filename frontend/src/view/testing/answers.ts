import { readFileSync } from 'node:fs';
import type { Answer, FigureName } from '../insight/answers.ts';

/** What the server answers about a small board; a test of `server/insight` holds these files to be true. */
export function kept<Name extends FigureName>(figure: Name): Answer<Name> {
  const file = new URL(`../../../../server/insight/testdata/answers/${figure}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Answer<Name>;
}

/** The same answer with other data. */
export const withData = <Name extends FigureName>(
  answer: Answer<Name>,
  data: Partial<Answer<Name>['data']>,
): Answer<Name> => ({ ...answer, data: { ...answer.data, ...data } });
