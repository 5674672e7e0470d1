import type { CardID } from '../../board/types.ts';
import { announce } from '../announce.svelte.ts';
import { look } from '../look.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Replanning } from './replanning.svelte.ts';
import type { Unit } from './scale.ts';
import { moved, nudged, sameSchedule, stepOf, type Part, type Schedule } from './schedule.ts';
import { stepIn } from './steps.ts';
import { scheduleText } from './worded.ts';

/**
 * The keys by which the bar that has the focus is planned anew. Shift with an arrow moves it, Alt its end, both its
 * start; Space takes it in hand, and then plain arrows move it. Enter or Space keeps, Escape gives up, D opens the
 * sheet. Reports whether the key was one of them.
 */
export function replanKey(
  replanning: Replanning,
  card: { readonly id: CardID; readonly title: string },
  unit: Unit,
  event: KeyboardEvent,
): boolean {
  if (event.ctrlKey || event.metaKey || event.isComposing) return false;
  const held = replanning.hand?.card === card.id;
  const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
  if (way && (held || event.shiftKey || event.altKey)) {
    if (held || pickUp(replanning, card)) shift(replanning, partOf(event), unit, way);
    return true;
  }
  if (event.shiftKey || event.altKey) return false;
  if (held) return holding(replanning, event.key);
  if (event.key === ' ') return pickUp(replanning, card);
  if (event.key.toLowerCase() !== 'd' || !look.singleKeys) return false;
  replanning.ask(card.id);
  return true;
}

const partOf = ({ altKey, shiftKey }: KeyboardEvent): Part =>
  altKey ? (shiftKey ? 'start' : 'end') : 'whole';

/** What is in hand keeps the focus until it is put down. */
function holding(replanning: Replanning, key: string): boolean {
  if (key === 'Enter' || key === ' ') replanning.putDown();
  else if (key === 'Escape') replanning.giveUp();
  else return key === 'Tab' || key.startsWith('Arrow');
  return true;
}

function pickUp(replanning: Replanning, { id, title }: { id: CardID; title: string }): boolean {
  if (!replanning.take(id, 'whole', 'keys')) return false;
  announce(t.replan.picked({ title, dates: scheduleText(replanning.hand!.schedule) }));
  return true;
}

function shift(replanning: Replanning, part: Part, unit: Unit, way: 1 | -1): void {
  const { schedule } = replanning.hand!;
  const step = stepOf(schedule, stepIn[unit]);
  const then: Schedule =
    part === 'whole' ? moved(schedule, step, way) : nudged(schedule, part, stepIn[unit], way);
  announce(sameSchedule(then, schedule) ? t.replan.noFurther() : scheduleText(then));
  replanning.show(then);
}
