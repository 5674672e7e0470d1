import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';
import { mended, styles } from './styles.ts';

/** The code of a page with one part that is fetched with its style. */
async function built(): Promise<string> {
  const modules: Readonly<Record<string, string>> = {
    '/main.js': `import('/part.js')`,
    '/part.js': `import '/part.css'; export default 1`,
    '/part.css': 'p { color: red }',
  };
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'test',
        resolveId: (id) => (id in modules ? id : undefined),
        load: (id) => modules[id],
      },
      styles(),
    ],
    build: { write: false, minify: false, rolldownOptions: { input: '/main.js' } },
  });
  return (output as Rollup.RolldownOutput).output
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('\n');
}

test('the helper that Vite puts into a page forgets a style that did not come', async () => {
  const code = await built();
  expect(code).toContain('delete seen[href]');
  expect(code).toContain('link.remove(), rej(');
});

test('a helper that is not known is not touched in silence', () => {
  expect(() => mended('export const __vitePreload = 1')).toThrow('preload helper has changed');
});
