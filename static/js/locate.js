// "Use where I am": asks the browser only when tapped, and keeps two decimals, which is about a mile.
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation) continue;
  const form = button.form;
  const problem = form.querySelector("[data-locate-problem]");
  button.hidden = false;
  button.addEventListener("click", () => {
    problem.hidden = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.near.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        form.requestSubmit();
      },
      () => { problem.hidden = false; },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}
