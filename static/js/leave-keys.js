// Shift, three times within five seconds and with nothing else, leaves. A capital letter, a shortcut or a tap in between
// starts again from none. Programs that read aloud say how many times are left.
const WITHIN_MS = 5000;
const progress = document.querySelector("[data-leave-progress]");
const { once, twice, over } = progress.dataset;
let times = 0;
let isAlone = false;
let timer;
function startAgain(words) {
  clearTimeout(timer);
  isAlone = false;
  if (times) progress.textContent = words;
  times = 0;
}
document.addEventListener("keydown", (event) => {
  const isShift = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
  if (isShift) isAlone = true;
  else startAgain("");
});
document.addEventListener("pointerdown", () => startAgain(""));
document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !isAlone) return;
  isAlone = false;
  times += 1;
  if (times === 1) timer = setTimeout(startAgain, WITHIN_MS, over);
  progress.textContent = ["", once, twice, ""][times];
  if (times < 3) return;
  startAgain("");
  document.querySelector("[data-leave]").click();
});
