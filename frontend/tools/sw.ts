/** Writes /sw.js, which keeps the built page for when there is no line. Nothing of the API goes through it. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Plugin, Rollup } from 'vite';

/** How long the server may take to answer with the page, in milliseconds. */
const patience = 5_000;

/** What the worker is told about the build it belongs to. */
export interface Shell {
  /** Another for every build. */
  readonly version: string;
  /** The addresses of all files but the page itself. */
  readonly files: readonly string[];
}

/** What a bundle and the files that are copied beside it amount to. */
export function shellOf(bundle: Rollup.OutputBundle, copied: readonly string[] = []): Shell {
  const parts = Object.values(bundle).filter(({ fileName }) => !fileName.endsWith('.map'));
  parts.sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  const hash = createHash('sha256');
  for (const part of parts)
    hash.update(part.fileName).update(part.type === 'chunk' ? part.code : part.source);
  const files = parts
    .filter(({ fileName }) => fileName !== 'index.html')
    .map(({ fileName }) => `/${fileName}`);
  return { version: hash.digest('hex').slice(0, 12), files: [...files, ...copied.map((name) => `/${name}`)] };
}

/**
 * The worker. The page comes from the server whenever that answers, and else as it was when this worker was
 * installed, which fails unless page and files are of one build. Files whose names change with their content come
 * from the cache.
 */
export function workerOf({ version, files }: Shell): string {
  const entry = files.find((file) => /^\/assets\/index-[^/]+\.js$/.test(file));
  return `const cache = 'takt-${version}';
const files = new Set(${JSON.stringify(files)});
const install = async () => {
  const page = await fetch('/', { cache: 'no-store' });
  if (!page.ok || !(await page.clone().text()).includes(${JSON.stringify(entry ?? '')})) throw new Error('another build');
  const kept = await caches.open(cache);
  await kept.addAll([...files]);
  await kept.put('/', page);
  await self.skipWaiting();
};
const activate = async () => {
  for (const name of await caches.keys()) if (name.startsWith('takt-') && name !== cache) await caches.delete(name);
  await self.clients.claim();
};
const page = async (request) => {
  const late = new Promise((resolve) => setTimeout(resolve, ${patience}));
  const response = await Promise.race([fetch(request).catch(() => undefined), late]);
  if (response && (response.status < 502 || response.status > 504)) return response;
  return (await caches.match('/', { cacheName: cache })) ?? response ?? fetch(request);
};
const file = async (request, path) => (await caches.match(path, { cacheName: cache })) ?? fetch(request);
addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (files.has(pathname)) event.respondWith(file(request, pathname));
  else if (request.mode === 'navigate' && !/^\\/(api|admin)\\/|^\\/(metrics|healthz|readyz)$/.test(pathname)) event.respondWith(page(request));
});
`;
}

/** The plugin that adds the worker to a build. */
export function serviceWorker(): Plugin {
  let copied: string[] = [];
  return {
    name: 'takt:service-worker',
    apply: 'build',
    configResolved({ publicDir }) {
      copied = publicDir ? readdirSync(publicDir).sort() : [];
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: workerOf(shellOf(bundle, copied)) });
      },
    },
  };
}
