import { recall, remember } from './memory.ts';

/** How this reader wants the page to look and listen; kept in this browser. */

export type Theme = 'system' | 'light' | 'dark';
/** At a desk, or large enough to be read from the back of a room. */
export type Size = 'desk' | 'room';
/** Room to breathe, or more cards at a time. */
export type Density = 'comfortable' | 'compact';

let theme = $state.raw<Theme>('system');
let size = $state.raw<Size>('desk');
let density = $state.raw<Density>('comfortable');
let singleKeys = $state.raw(true);

export const look = {
  get theme() {
    return theme;
  },
  set theme(wanted: Theme) {
    theme = wanted;
    remember('theme', wanted === 'system' ? null : wanted);
    show();
  },
  get size() {
    return size;
  },
  set size(wanted: Size) {
    size = wanted;
    remember('size', wanted === 'desk' ? null : wanted);
    show();
  },
  get density() {
    return density;
  },
  set density(wanted: Density) {
    density = wanted;
    remember('density', wanted === 'comfortable' ? null : wanted);
    show();
  },
  /** Whether one key alone is a command (WCAG 2.1.4). */
  get singleKeys() {
    return singleKeys;
  },
  set singleKeys(on: boolean) {
    singleKeys = on;
    remember('single-keys', on ? null : 'off');
  },
};

/** Takes up what was chosen the last time. */
export function restoreLook(): void {
  const chosen = recall('theme');
  theme = chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  size = recall('size') === 'room' ? 'room' : 'desk';
  density = recall('density') === 'compact' ? 'compact' : 'comfortable';
  singleKeys = recall('single-keys') !== 'off';
  show();
}

function show(): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  if (size === 'desk') delete dataset['size'];
  else dataset['size'] = size;
  if (density === 'comfortable') delete dataset['density'];
  else dataset['density'] = density;
}
