/**
 * Keeps the page usable without a network. All files of a build are fetched at the first visit and answered
 * from there afterwards, so that a page is always of one version. A newer build is fetched in the
 * background and used from the next load on; the files of the one before stay, since a page of it
 * may still be open.
 */

/** Put in by the build: the files, relative to this one, and a name that changes with them. */
declare const __HEDDLE_FILES__: readonly string[]
declare const __HEDDLE_VERSION__: string

declare const self: ServiceWorkerGlobalScope

const prefix = 'heddle-'
const own = prefix + __HEDDLE_VERSION__
/** This build and the one before. */
const kept = 2

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(own)
      .then((cache) => cache.addAll([...__HEDDLE_FILES__]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode !== 'navigate') event.respondWith(answer(request, request.url))
  else if (isPage(url)) event.respondWith(answer(request, self.registration.scope))
})

/** Other documents may lie below; and whether the page may be embedded is for the server's headers to say. */
function isPage({ pathname, searchParams }: URL): boolean {
  const home = new URL(self.registration.scope).pathname
  return [home, `${home}index.html`].includes(pathname) && searchParams.get('embed') !== '1'
}

async function answer(request: Request, address: string): Promise<Response> {
  const cache = await caches.open(own)
  return (await cache.match(address)) ?? (await caches.match(address)) ?? fetch(request)
}

/** Names of caches come in the order in which they were made. */
async function forgetOld(): Promise<void> {
  const all = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own)
  const old = all.slice(0, Math.max(0, all.length - kept + 1))
  await Promise.all(old.map((name) => caches.delete(name)))
}
