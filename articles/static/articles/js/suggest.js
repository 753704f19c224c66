// Headlines of live stories while somebody types. Without it the form works all the same.
const field = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
let timer, asked = "";
const addresses = new Map();

async function offer() {
  const text = field.value.trim();
  if (addresses.has(text)) return location.assign(addresses.get(text));
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

field?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(offer, 150);
});
