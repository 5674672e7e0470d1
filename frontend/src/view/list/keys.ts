import { isTyping } from '../board/going.ts';
import { headRow } from './cells.svelte.ts';
import type { ListWork } from './context.ts';
import { widthStep } from './list-menus.ts';

/** The keys of the list: those of WAI-ARIA's grid pattern, and what spreadsheets have beside them. */
export function gridKeys(work: ListWork, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || work.editing.now || isTyping(event)) return;
  const answers = event.altKey ? withAlt : plainly;
  if (!answers(work, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function plainly({ cells, editing, many }: ListWork, event: KeyboardEvent): boolean {
  const { key, shiftKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  const head = cells.here.row === headRow;
  if (cells.lead({ key, ctrl }, shiftKey && !head)) return true;
  if (key === ' ' && (ctrl || shiftKey) && !head) cells.select(ctrl ? 'columns' : 'rows');
  else if (ctrl && key.toLowerCase() === 'a') cells.select('all');
  else if (ctrl && key.toLowerCase() === 'd' && cells.row) many.fillDown();
  else if (ctrl && key === 'Enter' && cells.row) many.fillWith();
  else if (key === 'Escape' && cells.bounds) cells.deselect();
  else if (key === 'F2' || (key === 'Enter' && !ctrl && !isControl(event))) editing.begin();
  else if (begins(event) && cells.row) editing.begin(key);
  else return false;
  return true;
}

/** On the name of a column its place and its width; elsewhere Alt Enter opens the card. */
function withAlt({ cells, desk, list }: ListWork, { key, shiftKey }: KeyboardEvent): boolean {
  const { row, column } = cells.here;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (row === headRow && step && shiftKey)
    list.widen(column, list.widths[cells.at.column]! + step * widthStep);
  else if (row === headRow && step) list.moveColumn(column, cells.at.column + step);
  else if (key === 'Enter' && cells.row) {
    desk.ways.openCard(cells.row.key);
    return true;
  } else return false;
  void cells.focus();
  return true;
}

/** What has a use of its own for Enter: links and buttons. */
const isControl = ({ target }: KeyboardEvent) => (target as Element).matches('a, button');

/** Whether a key writes something; those that find and help are left to the page. */
const begins = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  [...key].length === 1 && key !== ' ' && key !== '/' && key !== '?' && !ctrlKey && !metaKey;
