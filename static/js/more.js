// After "Show more" the keyboard goes on where the new results begin.
let waiting = false;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-more]")) waiting = true;
});
document.addEventListener("htmx:after:swap", () => {
  if (!waiting) return;
  waiting = false;
  [...document.querySelectorAll("[data-part]")].at(-1)?.focus({ preventScroll: true });
});
