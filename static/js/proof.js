// The puzzle of a flood: tries numbers until one fits (ALTCHA's challenge, version 2) and writes it into the form.
const proof = document.querySelector("[data-proof]");
const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
async function solve({ parameters }) {
  const { nonce, salt, cost, keyLength, keyPrefix } = parameters;
  const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0]);
  const number = new DataView(password.buffer, password.length - 4);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: cost };
  for (let counter = 0; ; counter += 1) {
    number.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hexOf(await crypto.subtle.deriveBits(how, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
}
if (proof && crypto.subtle) {
  const challenge = JSON.parse(proof.dataset.proof);
  const solved = solve(challenge).then((solution) => { proof.value = btoa(JSON.stringify({ challenge, solution })); });
  // Whoever is faster than the puzzle waits for it.
  proof.form.addEventListener("submit", (event) => {
    if (proof.value) return;
    event.preventDefault();
    solved.then(() => proof.form.requestSubmit());
  });
}
