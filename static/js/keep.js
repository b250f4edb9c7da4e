// “Keep this on this phone”: before the tap nothing is kept and no worker is there. What is kept: the pages that the
// part names, and the files they need. Remove takes cache and worker away; so does Leave (Clear-Site-Data).
const NAME = "kept";

async function show(words) {
  const part = document.querySelector("[data-keep]");
  if (!part || !window.isSecureContext || !navigator.serviceWorker || !window.caches) return;
  const isKept = await caches.has(NAME).catch(() => undefined);
  if (isKept === undefined) return; // A private window may refuse to say.
  const pages = part.dataset.keep.split(" ");
  const isThis = isKept && await caches.match(pages.at(-1), { ignoreSearch: pages.length === 1 });
  part.hidden = false;
  part.querySelector("[data-keep-undo]").hidden = !isKept;
  part.querySelector("[data-keep-status]").textContent = words ?? (isThis ? part.querySelector("[data-keep-do]").dataset.keepDo : "");
}
async function fetched(address) {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error(response.status);
  return [address, response];
}
async function keep({ keep: named, keepWorker: worker }) {
  const pages = await Promise.all(named.split(" ").map(fetched));
  const texts = await Promise.all(pages.map(([, page]) => page.clone().text()));
  const files = await Promise.all([...new Set(texts.join().match(/\/assets\/[\w.-]+/g))].map(fetched));
  // One hand-out at a time: a newer one takes the place of the older.
  if (pages.length > 1) await caches.delete(NAME);
  const cache = await caches.open(NAME);
  for (const [address, response] of [...pages, ...files]) await cache.put(address, response);
  await navigator.serviceWorker.register(worker);
  await navigator.serviceWorker.ready;
}
async function remove() {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-keep-do], [data-keep-undo]");
  if (!button) return;
  const part = button.closest("[data-keep]");
  try {
    await (button.matches("[data-keep-do]") ? keep(part.dataset) : remove());
    await show(button.dataset.keepDo ?? button.dataset.keepUndo);
  } catch {
    await show(part.querySelector("[data-keep-status]").dataset.keepFailed);
  }
});
document.addEventListener("htmx:after:swap", () => show());
show();
