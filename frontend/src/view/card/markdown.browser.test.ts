import { expect, test } from 'vitest';
import { render } from './markdown.ts';

function html(markdown: string): string {
  const element = document.createElement('div');
  element.append(render(markdown));
  return element.innerHTML.trim();
}

test('text, lists and headings below those of the card', () => {
  expect(html('# Plan\n\n**Bold**\nnext line\n\n- one\n- two')).toBe(
    '<h4>Plan</h4>\n<p><strong>Bold</strong><br>next line</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
  );
});

test('links lead to the web or to mail, in a tab of their own', () => {
  const element = document.createElement('div');
  element.append(
    render(
      '[a](https://example.org) [b](mailto:a@example.org) [c](javascript:alert(1)) [d](data:text/html,x)',
    ),
  );
  const links = [...element.querySelectorAll('a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    'https://example.org',
    'mailto:a@example.org',
    null,
    null,
  ]);
  expect(links[0]!.rel).toContain('noopener');
  expect(links[0]!.target).toBe('_blank');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![picture](https://elsewhere.example/p.png)',
  '<iframe src="https://elsewhere.example"></iframe>',
  '<a href="https://a.example" onclick="alert(1)" style="position:fixed">x</a>',
  '<svg><use href="https://elsewhere.example#x"></use></svg>',
  '<form action="https://elsewhere.example"><input name="x"></form>',
  '<style>*{display:none}</style>',
])('%s neither runs, loads nor styles anything', (markdown) => {
  expect(html(markdown)).not.toMatch(/<(script|img|iframe|svg|form|style|input)|on\w+=|style=|src=/);
});

test('a ticked line is a box that cannot be pressed', () => {
  expect(html('- [x] done')).toContain('<input checked="" disabled="" type="checkbox">');
});
