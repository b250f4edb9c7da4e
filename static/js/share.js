// Sending an address on: copied, or with the sheet of the phone. Where a browser has neither, the links and the field stay.
function offer() {
  for (const button of document.querySelectorAll("[data-share-copy]")) button.hidden = !navigator.clipboard;
  for (const button of document.querySelectorAll("[data-share-sheet]")) button.hidden = !navigator.share;
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share-copy], [data-share-sheet]");
  if (!button) return;
  const part = button.closest("[data-share]");
  const { share: url, shareWords: text } = part.dataset;
  try {
    if (button.matches("[data-share-sheet]")) return await navigator.share({ text, url });
    await navigator.clipboard.writeText(url);
    part.querySelector("[data-share-status]").textContent = button.dataset.shareCopy;
  } catch {
    // Closed by the visitor, or refused: the address can still be copied by hand.
    part.querySelector("input").select();
  }
});
document.addEventListener("htmx:after:swap", offer);
offer();
