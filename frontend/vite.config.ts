import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { chunkName } from './tools/first-look.ts';
import { iconFont } from './tools/icons.ts';
import { messages } from './tools/i18n.ts';
import { precompressed } from './tools/precompress.ts';
import { styles } from './tools/styles.ts';
import { serviceWorker } from './tools/sw.ts';

/** Where `npm run dev` finds a running Takt; unit tests have none. */
const takt = process.env['DEV_SERVER'] ?? 'http://127.0.0.1:8080';
const server = process.env['VITEST'] ? {} : { proxy: { '/api': { target: takt, ws: true } } };

export default defineConfig({
  plugins: [svelte(), iconFont(), messages(), styles(), serviceWorker(), precompressed()],
  build: {
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: chunkName(resolve(import.meta.dirname, 'src/main.ts')), debugName: 'index' }],
        },
      },
    },
  },
  server,
});
