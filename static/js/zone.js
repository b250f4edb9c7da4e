// Tells the search in which time zone the visitor is, if their clock is not the site's: for "today" and "tonight".
// The zone stands in the address like every other filter; nothing is stored. Its name costs a slow phone a tenth of a
// second, so it is asked for only where the clocks differ, now or in the week that a search looks ahead.
const AHEAD_MS = 8 * 24 * 60 * 60 * 1000;
const minutes = [0, AHEAD_MS].map((ahead) => new Date(Date.now() + ahead).getTimezoneOffset()).join(" ");
for (const field of document.querySelectorAll("[data-zone]")) {
  if (minutes === field.dataset.zoneMinutes) continue;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone !== field.dataset.zone) {
    field.value = zone;
    field.disabled = false;
  }
}
