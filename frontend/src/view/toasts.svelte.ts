import { announce } from './announce.svelte.ts';

/** A short message with at most one thing to do about it. */
export interface Toast {
  readonly key: number;
  readonly text: string;
  /** Trouble stays until it is read; the rest goes away by itself. */
  readonly tone: 'plain' | 'trouble';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read and reach; what a toast offers can always be done elsewhere too. */
const shownFor = 7_000;
const most = 3;

let shown = $state.raw<readonly Toast[]>([]);
let lastKey = 0;
const timers: Record<number, ReturnType<typeof setTimeout>> = {};

export const toasts = {
  get shown() {
    return shown;
  },
};

/** Shows a message. It is spoken too, unless `silent`, for what has been announced already. */
export function toast(message: {
  text: string;
  tone?: Toast['tone'];
  action?: Toast['action'];
  silent?: boolean;
}): number {
  const { text, tone = 'plain', action, silent } = message;
  const key = ++lastKey;
  if (!silent) announce(text);
  const others = shown.filter(
    (other) => other.text !== text && (tone === 'trouble' || other.tone === 'trouble'),
  );
  shown = [...others.slice(1 - most), { key, text, tone, ...(action && { action }) }];
  resume(key);
  return key;
}

export function dismiss(key: number): void {
  clearTimeout(timers[key]);
  delete timers[key];
  shown = shown.filter((toast) => toast.key !== key);
}

/** Keeps a message while somebody points at it or is in it. */
export function hold(key: number): void {
  clearTimeout(timers[key]);
}

/** Lets a message go in its own time. */
export function resume(key: number): void {
  clearTimeout(timers[key]);
  if (shown.find((toast) => toast.key === key)?.tone === 'plain')
    timers[key] = setTimeout(() => dismiss(key), shownFor);
}
