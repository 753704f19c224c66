// Headlines of live stories while somebody types. Without it the form works all the same.
const field = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
let timer, asked = "";
const addresses = new Map();

async function offer() {
  const text = field.value.trim();
  if (text.length < 2 || text === asked) return;
  asked = text;
  try {
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (!answer.ok || asked !== text) return;
    const found = await answer.json();
    addresses.clear();
    for (const one of found) addresses.set(one.title, one.address);
    list.replaceChildren(...found.map((one) => new Option(one.title)));
  } catch {
    // No network: the form still asks the server when it is sent.
  }
}

field?.addEventListener("input", (event) => {
  clearTimeout(timer);
  // One of the list was chosen: what is typed, were it a whole headline, leads nowhere by itself.
  const chosen = !event.inputType || event.inputType === "insertReplacementText";
  if (chosen && addresses.has(field.value)) return location.assign(addresses.get(field.value));
  timer = setTimeout(offer, 150);
});
