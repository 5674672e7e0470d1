/** How long to wait for a frame that is not drawn: a hidden page draws none. */
const patience = 100;

/** Runs a function before the next frame is drawn, or soon after when no frames are drawn. */
export function nextFrame(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, patience);
}

/** How long to leave the browser alone after that, in milliseconds. */
const rest = 50;

/** A way to run functions before a frame that leaves frames in between to what they have caused, however many come. */
export function pacedFrames(): (run: () => void) => void {
  let last = -rest;
  return (run) => {
    const go = () =>
      nextFrame(() => {
        last = performance.now();
        run();
      });
    const wait = last + rest - performance.now();
    if (wait > 0) setTimeout(go, wait);
    else go();
  };
}
