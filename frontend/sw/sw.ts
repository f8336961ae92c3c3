/**
 * Keeps the page's own files on the device, so that the shelf opens without a network. Rules:
 *
 * - What is hashed by name comes from here; a document comes from the server while that answers soon, for
 *   its policy and its version are the newest, and else from here.
 * - Nothing of a user is kept: the API's answers, the issuer's and the pages for guests pass by. Covers and the engine are left to
 *   the browser's own cache, which knows how much room there is; an opaque answer would weigh megabytes.
 * - What is pushed is shown, and leads to its page.
 * - A new version waits until the page asks for it: none is changed under one's hands.
 */

declare const self: ServiceWorkerGlobalScope;

/** The build writes in here what there is. */
const SHELL: { version: string; files: string[] } = JSON.parse("__SHELL__");
const CACHE = `shell ${SHELL.version}`;
const DOCUMENT = "/index.html";
const OWN = /^\/(api|issuer|u|\.well-known)(\/|$)|^\/(health|ready)$/;

/** How long a document may be in coming, in milliseconds: a shelf at hand is better than its newest frame. */
const PATIENCE = 400;

self.addEventListener("install", (event) => {
  // Past the browser's cache for what is not hashed: it may be of another version.
  const requests = SHELL.files.map(
    (url) => new Request(url, { cache: url.startsWith("/assets/") ? "default" : "no-cache" }),
  );
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("shell ") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || OWN.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(ofDocument(request));
  else if (SHELL.files.includes(url.pathname)) event.respondWith(ofFile(request, url.pathname));
});

/** What is pushed: see the server's `inbox/words.py`. It is shown always, or the browser takes the right away. */
self.addEventListener("push", (event) => {
  const { title, body, tag, url } = said(event.data);
  const options = { body, tag, icon: "/icon-192.png", data: { url }, lang: navigator.language };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data?.url ?? "/")));
});

type Said = { title: string; body: string; tag: string; url: string };

function said(data: PushMessageData | null): Said {
  const unsaid = { title: "Waugzee", body: "", tag: "waugzee", url: "/inbox" };
  try {
    return { ...unsaid, ...(data?.json() as Partial<Said>) };
  } catch {
    return unsaid;
  }
}

/** In a window that is there, without loading it anew; else in another one. Never on another site. */
async function open(url: string): Promise<void> {
  const target = new URL(url, self.location.origin);
  const address = target.origin === self.location.origin ? target.pathname + target.search : "/";
  const [window] = await self.clients.matchAll({ type: "window" });
  if (!window) return void (await self.clients.openWindow(address));
  window.postMessage({ open: address });
  await window.focus();
}

async function ofFile(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function ofDocument(request: Request): Promise<Response> {
  const fresh = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const soon = await Promise.race([fresh.catch(() => undefined), late]);
  // A proxy whose server is away answers for it.
  if (soon && soon.status < 500) return soon;
  const kept = await (await caches.open(CACHE)).match(DOCUMENT);
  return kept ?? fresh;
}
