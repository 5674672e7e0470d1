/** The page itself: kept for when there is no line, and never older than the server it speaks to for long. */

/** The part of the trusted types API that is used here; browsers without it need none. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const worker = '/sw.js';

let keeps = 'serviceWorker' in navigator;

/** Whether the browser will load the page without a line, as far as is known by now. */
export const keepsShell = (): boolean => keeps;

/** Lets a service worker keep the page, where the browser allows one: over https, and on this machine. */
export function keepShell(): void {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('board', {
    createScriptURL(url) {
      if (url === worker) return url;
      throw new TypeError('not the service worker');
    },
  });
  const url = policy?.createScriptURL(worker) ?? worker;
  void navigator.serviceWorker?.register(url, { updateViaCache: 'none' }).catch((error: unknown) => {
    keeps = false;
    console.info('the page is not kept for when there is no line:', error);
  });
}

/** When this tab last loaded itself again, so that it does not do so over and over. */
const reloadedKey = 'takt.reloaded';
const atMostEvery = 60_000;

/**
 * Loads the page again when the server has another one and all is `saved`; calls `offer` instead where that would
 * disturb or did not help.
 */
export async function keepUp(saved: () => boolean, offer: () => void): Promise<void> {
  if (!import.meta.env.PROD || (await isCurrent())) return;
  if (!saved() || disturbs() || !mayReload()) offer();
  else location.reload();
}

/** Whether the server's page begins with the same script, whose name changes with anything in it. */
async function isCurrent(): Promise<boolean> {
  const mine = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src');
  const response = await fetch('/', { cache: 'no-store' }).catch(() => undefined);
  const text = response?.ok ? await response.text().catch(() => '') : '';
  return !mine || !text.includes('<script') || text.includes(mine);
}

/** Somebody is in the middle of something, or it would be lost. */
function disturbs(): boolean {
  const busy = document.querySelector('dialog[open], .carried, .ghost');
  const writing = document.activeElement?.matches('input, textarea, [contenteditable]');
  return busy !== null || writing === true;
}

function mayReload(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(reloadedKey)) < atMostEvery) return false;
    sessionStorage.setItem(reloadedKey, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}
