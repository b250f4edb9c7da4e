// Leave: in the same frame nothing but a blank sheet is drawn, then this page is replaced, so that Back does not return
// to it. The rest is not covered but not drawn at all: an open filter sheet would lie above any cover.
// Without script, Leave is a plain link.
const veil = document.querySelector("[data-veil]");
const icon = document.querySelector("link[rel=icon]");
const shown = { title: document.title, icon: icon.href };
function hide(isAway) {
  for (const part of document.body.children) part.toggleAttribute("data-away", isAway && part !== veil);
  veil.hidden = !isAway;
  document.title = isAway ? veil.textContent.trim() : shown.title;
  icon.href = isAway ? veil.dataset.icon : shown.icon;
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  if (!link) return;
  event.preventDefault();
  hide(true);
  veil.firstElementChild.focus();
  location.replace(link.href);
});
// Kept by the browser with its blank sheet, and shown again: then whoever is here wants to read.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) hide(false);
});
