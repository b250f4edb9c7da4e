// The print button. Without script a sentence stands in its place.
function offer() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
document.addEventListener("htmx:after:swap", offer);
offer();
