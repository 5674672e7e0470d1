import { expect, test, vi } from 'vitest';
import { nextFrame } from './frame.ts';

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
