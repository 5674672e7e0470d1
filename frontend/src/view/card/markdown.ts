import DOMPurify from 'dompurify';
import { Marked } from 'marked';

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
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
};

/**
 * Markdown as elements that are safe to show: nothing in it can run, load or style anything. Links lead to the web
 * or to mail, in a tab of their own.
 */
export function render(markdown: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(marked.parse(markdown, { async: false }), allowed);
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  for (const box of fragment.querySelectorAll('input')) {
    if (box.type === 'checkbox') box.disabled = true;
    else box.remove();
  }
  return fragment;
}
