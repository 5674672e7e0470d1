/** The system's Chromium: Playwright's own is not downloaded. `CHROMIUM` names another one. */
export const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The same without a browser around the page, which takes a third of the time: for tests that compare no pictures. */
export const headlessShell = process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell';

/** Flags for a browser that runs as root in a container and speaks to nobody but us. */
export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
