// Tells the search in which time zone the visitor is, if it is not the site's: for "today" and "tonight".
// The zone stands in the address like every other filter; nothing is stored.
for (const field of document.querySelectorAll("[data-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && zone !== field.dataset.zone) {
    field.value = zone;
    field.disabled = false;
  }
}
