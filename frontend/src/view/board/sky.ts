let above: HTMLElement | undefined;

/**
 * Where cards float above the board, for the eye alone. What happens in it is laid out by itself: an element of the body
 * would have the whole page gone through.
 */
export function sky(): HTMLElement {
  if (above?.isConnected) return above;
  above = document.createElement('div');
  above.className = 'sky';
  above.inert = true;
  above.ariaHidden = 'true';
  document.body.append(above);
  return above;
}
