// The button at the foot of the filter sheet closes it: with script the results behind it are up to date.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close-sheet]");
  const sheet = button?.closest("[popover]");
  if (sheet?.matches(":popover-open")) {
    event.preventDefault();
    sheet.hidePopover();
  }
});
