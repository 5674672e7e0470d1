import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { scheme } from './mentions.ts';

const marked = new Marked({
  gfm: true,
  breaks: true,
  // The card's own headings come first.
  walkTokens: (token) => {
    if (token.type === 'heading') token['depth'] = Math.min(6, (token['depth'] as number) + 3);
  },
});

const allowed = {
  RETURN_DOM_FRAGMENT: true as const,
  ALLOWED_TAGS: [
    ...[
      'p',
      'br',
      'hr',
      'h4',
      'h5',
      'h6',
      'ul',
      'ol',
      'li',
      'blockquote',
      'pre',
      'code',
      'em',
      'strong',
      'del',
    ],
    ...['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'input'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'type', 'checked', 'disabled', 'start'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // The values of other attributes are held against this too, so it also lets through what has no scheme.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|person:[a-z0-9-]+$|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
};

/** When nobody is known, people are shown by the names that were written. */
const nobody: Readers = { nameOf: () => '', me: '' };

/** How people are shown where a text mentions them. */
export interface Readers {
  /** What somebody is called now; empty when nobody knows. */
  readonly nameOf: (person: string) => string;
  /** The person who reads. */
  readonly me: string;
}

/**
 * Markdown as elements that are safe to show: nothing in it can run, load or style anything. Links lead to the web
 * or to mail, in a tab of their own. People who are mentioned are shown by the name they have now.
 */
export function render(markdown: string, readers = nobody): DocumentFragment {
  const fragment = DOMPurify.sanitize(marked.parse(markdown, { async: false }), allowed);
  for (const link of fragment.querySelectorAll('a')) {
    const person =
      link.getAttribute('href')?.startsWith(scheme) && link.getAttribute('href')!.slice(scheme.length);
    if (person) {
      link.replaceWith(shown(person, link.textContent, readers));
      continue;
    }
    if (!/^(https?|mailto):/i.test(link.getAttribute('href') ?? '')) link.removeAttribute('href');
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  for (const box of fragment.querySelectorAll('input')) {
    if (box.type === 'checkbox') box.disabled = true;
    else box.remove();
  }
  return fragment;
}

/** A mention; of the reader it is marked. */
function shown(person: string, written: string, { nameOf, me }: Readers): HTMLElement {
  const element = document.createElement(person === me ? 'mark' : 'span');
  const name = nameOf(person);
  element.className = 'mention';
  element.textContent = name ? `@${name}` : written;
  return element;
}
