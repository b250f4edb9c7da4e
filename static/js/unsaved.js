// Leaving a form with something in it that was not saved: the browser asks first. data-unsaved="changed": from the start.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let isChanged = form.dataset.unsaved === "changed";
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  // A step with htmx presses a button without sending the form; what it adds is not saved either.
  document.addEventListener("htmx:after:swap", ({ target }) => { isChanged ||= target !== document && form.contains(target); });
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
}
