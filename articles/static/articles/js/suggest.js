// Headlines of live stories while somebody types. Without it the form works all the same.
const field = document.querySelector("[data-suggest]");
const list = document.getElementById("suggestions");
let timer, query = "";
const addresses = new Map();

async function suggest() {
  const text = field.value.trim();
  if (text.length < 2 || text === query) return;
  query = text;
  try {
    const response = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (!response.ok || query !== text) return;
    const stories = await response.json();
    addresses.clear();
    for (const { title, address } of stories) addresses.set(title, address);
    list.replaceChildren(...stories.map(({ title }) => new Option(title)));
  } catch {
    // No network: the form still asks the server when it is sent.
  }
}

field?.addEventListener("input", (event) => {
  clearTimeout(timer);
  // One of the list was chosen: what is typed, were it a whole headline, leads nowhere by itself.
  const chosen = !event.inputType || event.inputType === "insertReplacementText";
  if (chosen && addresses.has(field.value)) return location.assign(addresses.get(field.value));
  timer = setTimeout(suggest, 150);
});
