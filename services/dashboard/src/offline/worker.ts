// The dashboard's own files, held by the browser so that the editor opens without network (UC-9). It answers for pages of the
// dashboard and for files of one build, and for nothing else: no answer of the API, no page of a service, nothing of a person.
// It is a program of its own (/sw.js) and imports nothing.
export type Held = { readonly version: string; readonly page: string; readonly files: readonly string[] };
type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Asked = Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type Worker = {
  readonly registration: { unregister(): Promise<boolean> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', work: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', work: (event: Asked) => void): void;
};

const worker = globalThis as unknown as Worker;
/** Put in by the build (offline-shell.ts); a build that holds nothing names no files. */
const held = JSON.parse('__SHELL__') as Held;
const NAME = `shell ${held.version}`;
/** First parts of the dashboard's addresses; a test compares them with its routes and with the paths of the services. */
const PLACES = /^\/(?:$|(?:page|products|offers|orders|posts|money|more|start)(?:\/|$))/;
/** Milliseconds that a page may take to come, before the one that is held opens instead. */
const PATIENCE = 8000;

async function fill(): Promise<void> {
  const cache = await caches.open(NAME);
  const page = await fetch('/index.html', { cache: 'no-cache' });
  // While two builds are being served, the page may be of the other one: then the next visit tries again.
  if (!page.ok || !(await page.clone().text()).includes(held.page)) throw new Error('a page of another build');
  await cache.addAll([...held.files]);
  await cache.put('/index.html', page);
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('shell ') && name !== NAME).map((name) => caches.delete(name)),
  );
}

async function orHeld(coming: Promise<Response>): Promise<Response> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  const came = await Promise.race([coming.catch(() => undefined), late]);
  return came ?? (await caches.match('/index.html', { cacheName: NAME, ignoreVary: true })) ?? (await coming);
}

if (held.files.length === 0) {
  // Switched off: what an earlier build held is dropped, and the browser forgets this program.
  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener('activate', (event) =>
    event.waitUntil(dropOthers().then(async () => await worker.registration.unregister())),
  );
} else {
  // A new build waits until no tab of the old one is open: both find their own files until then.
  worker.addEventListener('install', (event) => event.waitUntil(fill()));
  worker.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== location.origin) return;
    if (request.mode === 'navigate') {
      if (PLACES.test(pathname)) event.respondWith(orHeld(fetch(request)));
    } else if (held.files.includes(pathname)) {
      event.respondWith(
        caches
          .match(pathname, { cacheName: NAME, ignoreVary: true })
          .then(async (file) => file ?? (await fetch(request))),
      );
    }
  });
}
