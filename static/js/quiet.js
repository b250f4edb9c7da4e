// Quiet mode: every page takes the place of the one before it, so that Back shows what was there before us. Other sites
// take our place too, or Back would return here (docs/decisions/0011-quiet-mode.md). It is on where the page says so.
const line = document.querySelector("[data-quiet]");
if (line) {
  line.querySelector("[data-quiet-works]").hidden = false;
  line.querySelector("[data-quiet-waits]").hidden = true;
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  // htmx and Leave have said so when they take a tap for themselves; with a key held down it opens elsewhere.
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!(line || link.matches("[data-quiet-switch]")) || !/^https?:$/.test(link.protocol) || link.hasAttribute("download")) return;
  event.preventDefault();
  location.replace(link.href);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!line || event.defaultPrevented || form.method !== "get") return;
  event.preventDefault();
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form, event.submitter));
  location.replace(address);
});
