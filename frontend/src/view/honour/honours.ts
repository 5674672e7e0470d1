import { monthsAfter } from '../../board/pace/days.ts';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import type { Card, Day, LaneKey, Recognition } from '../../board/types.ts';

/** What has been recognised on a board. It is counted by lane and by kind; people are thanked, never counted. */

export type Kind = Recognition['kind'];

export const honourKinds = ['stamina', 'pace', 'brave'] as const satisfies readonly Kind[];

export interface Honour {
  readonly card: Card;
  readonly recognition: Recognition;
}

/** How far back one looks. */
export type Period = 'quarter' | 'year' | 'ever';

const months: Readonly<Record<Period, number>> = { quarter: 3, year: 12, ever: 0 };

/** Recognitions of a period before a day, those of archived cards too, the newest first. */
export function honours(board: Portfolio, period: Period, on: Day): Honour[] {
  const from = period === 'ever' ? '' : monthsAfter(on, -months[period]);
  return [...board.cards, ...board.archive]
    .flatMap((card) => (card.recognitions ?? []).map((recognition) => ({ card, recognition })))
    .filter(({ recognition }) => recognition.at.slice(0, 10) >= from)
    .sort((a, b) => Date.parse(b.recognition.at) - Date.parse(a.recognition.at));
}

export interface Balance {
  readonly lanes: Readonly<Record<LaneKey, number>>;
  readonly kinds: Readonly<Record<Kind, number>>;
}

/** How recognitions are spread over the lanes and the kinds. */
export function balance(honours: readonly Honour[]): Balance {
  const lanes = { marathon: 0, sprint: 0 };
  const kinds = { stamina: 0, pace: 0, brave: 0 };
  for (const { card, recognition } of honours) {
    lanes[card.lane]++;
    kinds[recognition.kind]++;
  }
  return { lanes, kinds };
}

/** What a card is most likely to be recognised for. */
export function usualKind({ lane, outcome }: Card): Kind {
  if (outcome === 'stop') return 'brave';
  return lane === 'marathon' ? 'stamina' : 'pace';
}
