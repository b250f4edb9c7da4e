// Passkeys: the button asks the browser for one, puts its answer into the form and sends that.
const ways = {
  create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};
async function ask(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const answer = await ways[form.dataset.passkey](JSON.parse(form.dataset.passkeyOptions));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    // Stopped by its owner, too slow, or there is none: they can try again or take another way.
    problem.hidden = false;
  }
}
if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.closest("[data-passkey-part]")?.removeAttribute("hidden");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const sentence of document.querySelectorAll("[data-passkey-none]")) sentence.hidden = true;
}
