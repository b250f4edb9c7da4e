// A row that a thumb pushes begins with the page that is open, and shows all of what the keyboard comes to.
for (const strip of document.querySelectorAll("[data-strip]")) {
  const show = (link) => {
    strip.scrollLeft = link.offsetLeft - strip.offsetLeft - (strip.clientWidth - link.offsetWidth) / 2;
  };
  const here = strip.querySelector("[aria-current]");
  if (here) show(here);
  // Not for a mouse: what it has pressed must not move away from under it.
  strip.addEventListener("focusin", ({ target }) => { if (target.matches(":focus-visible")) show(target); });
}
