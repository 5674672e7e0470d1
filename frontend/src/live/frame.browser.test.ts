import { expect, test, vi } from 'vitest';
import { nextFrame, pacedFrames } from './frame.ts';

test('runs once, with the next frame', async () => {
  const run = vi.fn();
  await new Promise<void>((done) => nextFrame(() => (run(), done())));
  await new Promise((done) => setTimeout(done, 200));
  expect(run).toHaveBeenCalledOnce();
});

test('runs where no frames are drawn', async () => {
  const frames = vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
  await new Promise<void>(nextFrame);
  expect(frames).toHaveBeenCalledOnce();
  frames.mockRestore();
});

test('paced, what comes close together leaves frames in between, and none of it is lost', async () => {
  const frame = pacedFrames();
  const times: number[] = [];
  for (let i = 0; i < 3; i++)
    await new Promise<void>((done) => frame(() => (times.push(performance.now()), done())));
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(49);
});
