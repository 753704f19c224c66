// The window in which photos are chosen: found, mine, or brought in, and put where they belong.
import { takeDrops, takePastes } from "./drop_zone.js";
import { sendAll } from "./uploads.js";

const PLACES = { lead: "Lead photo", gallery: "Add to the gallery", text: "Put into the text" };
const chosen = new Map();
let dialog;
let address;
let puts;

// `puts` says what each place does with a list of photos; places without one are not offered.
export function readyChooser(where, places) {
  [address, puts] = [where, places];
}

export async function openChooser(place, files = []) {
  if (!dialog) build();
  chosen.clear();
  dialog.querySelector(".chooser-body").replaceChildren();
  count();
  offer(place);
  if (!dialog.open) dialog.showModal();
  await load(address);
  dialog.querySelector("[type=search]")?.focus();
  if (files.length) bringIn(files);
}

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "chooser dropping";
  dialog.setAttribute("aria-label", "Photos");
  const close = button("Close", () => dialog.close());
  const body = document.createElement("div");
  body.className = "chooser-body";
  const bar = document.createElement("div");
  bar.className = "chooser-bar";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  bar.append(told);
  for (const [place, label] of Object.entries(PLACES)) {
    if (!puts[place]) continue;
    const put = button(label, () => use(place));
    put.dataset.place = place;
    bar.append(put);
  }
  bar.append(close);
  dialog.append(body, bar);
  document.body.append(dialog);
  dialog.addEventListener("change", tick);
  dialog.addEventListener("submit", search);
  dialog.addEventListener("click", turn);
  takeDrops(dialog, bringIn);
  takePastes(dialog, bringIn);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// The place that was asked for stands out; Enter in the grid takes it.
function offer(place) {
  dialog.querySelectorAll("[data-place]").forEach((put) => {
    put.classList.toggle("default", put.dataset.place === place);
  });
}

async function load(url) {
  const body = dialog.querySelector(".chooser-body");
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    body.innerHTML = await answer.text();
  } catch {
    body.textContent = "The library does not answer: close this and try again, or type a number.";
    return;
  }
  dialog.querySelectorAll("[data-choice]").forEach((box) => (box.checked = chosen.has(box.value)));
  count();
}

function search(event) {
  event.preventDefault();
  if (!event.target.matches("[data-search]")) return;
  const url = new URL(address, location.href);
  new FormData(event.target).forEach((value, name) => url.searchParams.set(name, value));
  load(url);
}

function turn(event) {
  const link = event.target.closest("[data-page]");
  if (!link) return;
  event.preventDefault();
  load(new URL(link.getAttribute("href"), new URL(address, location.href)));
}

function tick(event) {
  const { target } = event;
  if (target.matches("[data-choice]")) {
    if (target.checked) chosen.set(target.value, facts(target));
    else chosen.delete(target.value);
    count();
  } else if (target.matches("[name=tab]")) {
    target.form.requestSubmit();
  } else if (target.matches("[type=file]")) {
    const files = [...target.files];
    target.value = "";
    bringIn(files);
  }
}

function facts(box) {
  const { title, caption, alt, credit, src } = box.dataset;
  return { photo: box.value, title, caption, alt, credit, src };
}

function count() {
  dialog.querySelector("[role=status]").textContent = chosen.size ? `${chosen.size} selected` : "";
  dialog.querySelectorAll("[data-place]").forEach((put) => (put.disabled = !chosen.size));
}

function bringIn(files) {
  const form = dialog.querySelector("[data-upload]");
  if (!form) return;
  sendAll(files, { form, list: form.querySelector("[data-arrivals]"), taken: cameIn });
}

// What has come in stands first in the grid, ticked.
function cameIn(photo, { choice }) {
  const list = dialog.querySelector("[data-choices]");
  list.querySelector(`[value="${photo}"]`)?.closest("li").remove();
  list.insertAdjacentHTML("afterbegin", choice);
  const box = list.querySelector("[data-choice]");
  box.checked = true;
  chosen.set(box.value, facts(box));
  dialog.querySelector("[data-none]")?.remove();
  count();
}

function use(place) {
  puts[place]([...chosen.values()]);
  dialog.close();
}
