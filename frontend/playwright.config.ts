import { defineConfig } from '@playwright/test';
import { args, executablePath, headlessShell } from './chromium.ts';

const shell = { executablePath: headlessShell, args };

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/build.ts',
  // Two more than the fewest processors there are: many tests wait for most of their time.
  workers: 4,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { launchOptions: { executablePath, args }, locale: 'en-GB', timezoneId: 'Europe/Stockholm' },
  projects: [
    {
      name: 'desktop',
      testIgnore: /(phone|firefox|looks|album)\.spec/,
      use: { launchOptions: shell, viewport: { width: 1920, height: 1080 } },
    },
    {
      name: 'phone',
      testMatch: [/(phone|everywhere)\.spec/, /both\//],
      use: { launchOptions: shell, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    // How it looks: compared with the accepted pictures, and made for somebody to look at.
    { name: 'looks', testMatch: /looks\.spec/, snapshotPathTemplate: '{testDir}/looks/pictures/{arg}{ext}' },
    ...(process.env['LOOKS_FOLDER'] ? [{ name: 'album', testMatch: /album\.spec/ }] : []),
    // Playwright runs only a Firefox of its own; the system's is driven by other means.
    { name: 'firefox', testMatch: /firefox\.spec/ },
  ],
});
