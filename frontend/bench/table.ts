/** One line of what is printed. */
export interface Row {
  readonly what: string;
  readonly takt: string;
  /** What the machine can do at best, where that means something. */
  readonly floor?: string;
  readonly aim: string;
  readonly met: boolean;
}

/** The rows as a table for README. */
export function table(rows: readonly Row[]): string {
  const line = ({ what, takt, floor = '', aim, met }: Row) =>
    `| ${what} | ${takt} | ${floor} | ${met ? aim : `${aim}, missed`} |`;
  return ['| what | Takt | floor | aim |', '|---|---|---|---|', ...rows.map(line)].join('\n');
}
