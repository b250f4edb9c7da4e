// A tap that takes its own link away ("Show more", a chip) says where the keyboard goes on.
let next = "";
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-then-focus]");
  if (link) next = link.dataset.thenFocus;
});
document.addEventListener("htmx:after:swap", () => {
  if (next) [...document.querySelectorAll(next)].at(-1)?.focus({ preventScroll: true });
});
document.addEventListener("htmx:finally:request", () => { next = ""; });
// A page that says what is wrong begins there.
document.querySelector("[data-focus]")?.focus();
