// Opens kept pages without a connection. It is there only after “Keep on this phone” (static/js/keep.js), keeps nothing
// itself, and asks the network first: what it answers is what was kept, or that there is no connection.
const NAME = "kept";
const CRISIS = new URL("crisis", self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isFile = url.pathname.startsWith("/assets/");
  const isPage = request.mode === "navigate" && !url.pathname.endsWith("/leave");
  if (request.method !== "GET" || url.origin !== location.origin || !(isFile || isPage)) return;
  event.respondWith(isPage ? page(request, url) : file(request));
});

async function page(request, url) {
  try {
    return await fetch(request);
  } catch {
    return (await kept(url)) ?? noConnection();
  }
}
// A file of an older version is no longer on the site, but a kept page may need it.
async function file(request) {
  const response = await fetch(request).catch(() => null);
  if (response?.ok) return response;
  return (await caches.match(request.url, { cacheName: NAME })) ?? response ?? Response.error();
}
// The crisis page opens whatever stands behind its path; a hand-out is the same if its list is.
async function kept(url) {
  if (!(await caches.has(NAME))) return undefined;
  const cache = await caches.open(NAME);
  for (const request of await cache.keys()) {
    const known = new URL(request.url);
    const isSame = known.pathname === CRISIS || known.searchParams.get("list") === url.searchParams.get("list");
    if (known.pathname === url.pathname && isSame) return cache.match(request);
  }
  return undefined;
}
async function noConnection() {
  const crisis = await kept(new URL(CRISIS, location.href));
  if (!crisis) return Response.error();
  const text = (await crisis.text()).replace(/ hidden(?= data-no-connection)/, "");
  return new Response(text, { status: 503, headers: crisis.headers });
}
