// Beside a time in the listing's zone: the same moment on the visitor's clock, where that differs.
// One formatter for all: to make one takes a slow phone several milliseconds.
let words;
for (const time of document.querySelectorAll("[data-local-time]")) {
  const moment = new Date(time.dateTime);
  const minutesThere = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  if (!minutesThere) continue;
  const offset = (minutesThere[1] === "-" ? -1 : 1) * (Number(minutesThere[2]) * 60 + Number(minutesThere[3]));
  if (offset === -moment.getTimezoneOffset()) continue;
  words ??= new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", hour: "numeric", minute: "2-digit" });
  time.after(` (${words.format(moment)}, ${time.dataset.localTime})`);
}
