import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { args, executablePath } from './chromium.ts';
import vite from './vite.config.ts';

export default mergeConfig(
  vite,
  defineConfig({
    // Everything a component imports: a dependency discovered in mid-run reloads the page and hangs the test.
    optimizeDeps: {
      include: [
        'svelte',
        'svelte/reactivity',
        'fractional-indexing',
        'idb',
        'marked',
        'dompurify',
        'd3-scale',
        'd3-shape',
        '@messageformat/runtime',
        '@messageformat/runtime/lib/cardinals',
        '@messageformat/runtime/lib/formatters',
      ],
    },
    test: {
      testTimeout: 60_000,
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
            exclude: ['src/**/*.browser.test.ts'],
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['src/**/*.browser.test.ts'],
            browser: {
              enabled: true,
              headless: true,
              provider: playwright({ launchOptions: { executablePath, args } }),
              instances: [{ browser: 'chromium' }],
              screenshotFailures: false,
            },
          },
        },
      ],
    },
  }),
);
