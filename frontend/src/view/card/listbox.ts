import type { Attachment } from 'svelte/attachments';

/**
 * Shows a list of choices below the field it belongs to, or above where there is more room, and keeps it there; `wide`
 * makes it no narrower than the field.
 */
export function besideField(field: () => HTMLElement, wide = false): Attachment<HTMLElement> {
  return (list) => {
    list.showPopover();
    const place = () => {
      const box = field().getBoundingClientRect();
      const below = innerHeight - box.bottom;
      const up = below < 220 && box.top > below;
      if (wide) list.style.minWidth = `${Math.max(box.width, 200)}px`;
      list.style.maxHeight = `${Math.min(320, (up ? box.top : below) - 12)}px`;
      list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`;
      list.style.top = up ? `${box.top - list.offsetHeight - 4}px` : `${box.bottom + 4}px`;
    };
    place();
    list.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  };
}
