import type { Attachment } from 'svelte/attachments';
import { places } from './search.ts';

const name = 'found';

/** The ranges of each element under which words are marked. */
const marked = new Map<Element, readonly Range[]>();

/**
 * Marks words below an element wherever they stand, and goes on while it changes. Nothing is put into the document:
 * the browser draws the marks. Fields, whose text it cannot reach, get the attribute `data-found`.
 */
export function highlight(words: () => readonly string[]): Attachment<HTMLElement> {
  return (root) => {
    const wanted = words();
    if (!wanted.length || !('highlights' in CSS)) return;
    let frame = 0;
    const draw = () => {
      frame = 0;
      marked.set(root, [...ranges(root, wanted)]);
      for (const field of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        'textarea, input.field',
      ))
        field.toggleAttribute('data-found', places(field.value, wanted).length > 0);
      publish();
    };
    const later = () => (frame ||= requestAnimationFrame(draw));
    const observer = new MutationObserver(later);
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    root.addEventListener('input', later);
    later();
    return () => {
      observer.disconnect();
      root.removeEventListener('input', later);
      cancelAnimationFrame(frame);
      marked.delete(root);
      for (const field of root.querySelectorAll('[data-found]')) field.removeAttribute('data-found');
      publish();
    };
  };
}

function publish(): void {
  const all = [...marked.values()].flat();
  if (all.length) CSS.highlights.set(name, new Highlight(...all));
  else CSS.highlights.delete(name);
}

function* ranges(root: Element, words: readonly string[]): Generator<Range> {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const [from, to] of places(node.nodeValue ?? '', words)) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      yield range;
    }
}
