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
