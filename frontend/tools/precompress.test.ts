import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { precompress } from './precompress.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'takt-'))));
afterEach(() => rmSync(dir, { recursive: true }));

test('text gets smaller siblings that hold the same, the rest gets none', () => {
  const script = 'export const a = 1;\n'.repeat(100);
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'assets/a.js'), script);
  writeFileSync(join(dir, 'small.js'), 'export {}');
  writeFileSync(join(dir, 'font.woff2'), script);
  precompress(dir);
  expect(readdirSync(join(dir, 'assets')).sort()).toEqual(['a.js', 'a.js.br', 'a.js.gz']);
  expect(brotliDecompressSync(readFileSync(join(dir, 'assets/a.js.br'))).toString()).toBe(script);
  expect(gunzipSync(readFileSync(join(dir, 'assets/a.js.gz'))).toString()).toBe(script);
  expect(readdirSync(dir).sort()).toEqual(['assets', 'font.woff2', 'small.js']);
});
