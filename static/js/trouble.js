// An answer that is an error, or that never comes: the page stays as it is and says so until the next try.
const trouble = document.querySelector("[data-trouble]");
function tell() {
  trouble.hidden = false;
  trouble.showPopover?.();
}
document.addEventListener("htmx:error", tell);
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.swap === "none" && ctx.response?.status >= 400) tell();
});
document.addEventListener("htmx:before:request", () => {
  if (trouble.hidden) return;
  trouble.hidePopover?.();
  trouble.hidden = true;
});
