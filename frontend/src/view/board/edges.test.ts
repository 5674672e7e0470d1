import { expect, test } from 'vitest';
import { edgeSpeed, room } from './edges.ts';

test('the middle does not scroll, and the edges the faster the nearer', () => {
  expect(edgeSpeed(300, 0, 600)).toBe(0);
  expect(edgeSpeed(40, 0, 600)).toBeLessThan(0);
  expect(edgeSpeed(590, 0, 600)).toBeGreaterThan(edgeSpeed(560, 0, 600));
  expect(edgeSpeed(-500, 0, 600)).toBe(-16);
});

test('a low list keeps a middle that does not scroll', () => {
  expect(edgeSpeed(20, 0, 40)).toBe(0);
});

test('nothing scrolls past its end', () => {
  expect(room(0, 100, -10)).toBe(-0);
  expect(room(5, 100, -10)).toBe(-5);
  expect(room(95, 100, 10)).toBe(5);
  expect(room(100, 100, 10)).toBe(0);
});
