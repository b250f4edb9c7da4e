// “Add to hand-out” without asking for the page anew: the list goes into the address, every link, every form and the bar.
// Without script the links lead there. The rules are those of directory/handout/adding.py and directory/carried.py.
const bar = document.querySelector("[data-handout]");
const NO_PAGE = /^\/(leave|assets|static|l|worker\.js)(\/|$)|(?<!^\/calendar)\.(ics|atom|xml)$/;
const ELSEWHERE = "[data-add], [data-own-lists] *, [href^='#']";

function listed() {
  return /^[0-9a-z.]+$/.exec(new URL(location.href).searchParams.get("list") ?? "")?.[0] ?? "";
}
function withList(address, list) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || NO_PAGE.test(url.pathname)) return address;
  url.searchParams.delete("list");
  if (list) url.searchParams.set("list", list);
  return url.pathname + url.search + url.hash;
}
function carry(list) {
  const codes = list ? list.split(".") : [];
  for (const name of ["href", "data-hx-get"]) {
    for (const link of document.querySelectorAll(`:is(a, form)[${name}]:not(${ELSEWHERE})`)) link.setAttribute(name, withList(link.getAttribute(name), list));
  }
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.querySelector("input[name=list]")?.remove();
    if (list) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "list", value: list }));
  }
  for (const link of document.querySelectorAll("[data-add]")) {
    const code = link.dataset.add;
    const isOn = link.toggleAttribute("data-on", codes.includes(code));
    const isFull = !isOn && codes.length >= bar.dataset.most;
    const next = isOn ? codes.filter((other) => other !== code) : [...codes, code];
    link.href = withList(isFull ? bar.dataset.handout : `${location.pathname}${location.search}#card-${code}`, next.join("."));
  }
  if (!bar) return;
  bar.hidden = !codes.length;
  const words = bar.dataset[new Intl.PluralRules(document.documentElement.lang).select(codes.length)] ?? bar.dataset.other;
  bar.querySelector("[data-handout-size]").textContent = words.replace("#", codes.length);
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-add]");
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const url = link && new URL(link.href);
  if (!isPlain || url?.pathname !== location.pathname) return;
  event.preventDefault();
  history.replaceState(history.state, "", withList(location.href, url.searchParams.get("list")));
  carry(listed());
});
document.addEventListener("htmx:after:swap", () => carry(listed()));
