// "Find more" on a listing goes back to the search that led there, with its results and the place on the page. No page
// tells the next one where it was (Referrer-Policy), so a search marks its own entry in the history of the tab when one
// of its links is tapped: nothing is stored, and the entry goes with the tab. Elsewhere the link leads to a new search.
const tab = window.navigation;
const search = document.querySelector("[data-back-here]");
document.addEventListener("click", (event) => {
  if (!tab?.currentEntry || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (search && event.target.closest("a[href]")) tab.updateCurrentEntry({ state: { isSearch: true } });
  // In quiet mode the entry before is another page's.
  if (!event.target.closest("[data-back]") || document.querySelector("[data-quiet]")) return;
  if (!tab.entries()[tab.currentEntry.index - 1]?.getState()?.isSearch) return;
  event.preventDefault();
  history.back();
});
