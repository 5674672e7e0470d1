/** Writes a Brotli and a gzip sibling beside every built file that shrinks, so that the server never compresses one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

/** Files below this many bytes travel in one packet either way. */
const worthwhile = 512;

/** Compresses every worthwhile file below dir. */
export function precompress(dir: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    const plain = readFileSync(file);
    if (plain.length < worthwhile) continue;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    for (const [suffix, packed] of [
      ['.br', brotliCompressSync(plain, { params: quality })],
      ['.gz', gzipSync(plain, { level: 9 })],
    ] as const)
      if (packed.length < plain.length) writeFileSync(file + suffix, packed);
  }
}

/** The plugin that compresses what a build has written. */
export function precompressed(): Plugin {
  let dir = '';
  return {
    name: 'takt:precompress',
    apply: 'build',
    configResolved(config) {
      dir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { order: 'post', sequential: true, handler: () => precompress(dir) },
  };
}
