import { get } from 'node:http';
import type { Page } from '@playwright/test';

/** Makes a page remember when its first card was painted, in milliseconds since it was asked for. Runs in the page. */
export function markFirstCard(): void {
  const page = window as { firstCard?: number };
  const painted = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (page.firstCard = performance.now());
    port2.postMessage(undefined);
  };
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-card]')) return;
    observer.disconnect();
    requestAnimationFrame(painted);
  }).observe(document, { childList: true, subtree: true });
}

/** When the first card was painted, in a page that `markFirstCard` was run in. */
export async function firstCard(page: Page): Promise<number> {
  const painted = await page.waitForFunction(() => (window as { firstCard?: number }).firstCard);
  return (await painted.jsonValue())!;
}

/** The scripts that a page had asked for when its first card was painted. */
export async function scriptsAtFirst(page: Page): Promise<string[]> {
  const until = await firstCard(page);
  return page.evaluate((until) => {
    const files = performance.getEntriesByType('resource');
    return files
      .filter(({ name, startTime }) => name.endsWith('.js') && startTime < until)
      .map(({ name }) => name);
  }, until);
}

/** How many bytes a file is on its way, in an encoding. */
export function weigh(url: string, encoding: 'gzip' | 'br'): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': encoding } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
}
