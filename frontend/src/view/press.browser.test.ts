import { afterEach, beforeEach, expect, it } from 'vitest';
import { Press } from './press.ts';

let pressed: HTMLElement;
let clicks: number;
let told: string[];

beforeEach(() => {
  clicks = 0;
  told = [];
  pressed = document.body.appendChild(document.createElement('button'));
  pressed.addEventListener('click', () => clicks++);
  pressed.addEventListener('pointerdown', (event) => new Press(event, events), { once: true });
});
afterEach(() => pressed.remove());

const events = {
  start: () => !!told.push('start'),
  draw: () => false,
  drop: () => void told.push('drop'),
  end: () => void told.push('end'),
  over: () => void told.push('over'),
};

function point(type: string, x: number): void {
  pressed.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: 0, pointerId: 7, bubbles: true }));
}

/** Lets go of the button where the pointer is: a browser tells of the click in the same breath. */
function letGo(x: number): void {
  point('pointerup', x);
  pressed.click();
}

const later = () => new Promise((resolve) => setTimeout(resolve, 0));

it('is a click when it was not carried', () => {
  point('pointerdown', 0);
  point('pointermove', 3);
  letGo(3);
  expect(told).toEqual(['over']);
  expect(clicks).toBe(1);
});

it('is no click when it was carried, and the next one is', async () => {
  point('pointerdown', 0);
  point('pointermove', 30);
  letGo(30);
  expect(told).toEqual(['start', 'drop', 'end', 'over']);
  expect(clicks).toBe(0);
  await later();
  letGo(30);
  expect(clicks).toBe(1);
});

it('is no click when it was given up, however late the button is let go', async () => {
  point('pointerdown', 0);
  point('pointermove', 30);
  pressed.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(told).toEqual(['start', 'end', 'over']);
  await later();
  letGo(30);
  expect(clicks).toBe(0);
  await later();
  letGo(30);
  expect(clicks).toBe(1);
});
