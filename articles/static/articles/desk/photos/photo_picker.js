// The window in which photos are chosen: by search, mine, or uploaded, and put where they belong.
import { onDrop, onPaste } from "./drop_zone.js";
import { sendAll } from "./uploads.js";

const TARGETS = { lead: "Lead photo", gallery: "Add to the gallery", text: "Put into the text" };
const chosen = new Map();
let dialog;
let address;
let inserts;

// `inserts` has a function for each target, which takes a list of photos; others are not offered.
export function setUpPicker(url, functions) {
  [address, inserts] = [url, functions];
}

export async function openPicker(target, files = []) {
  if (!dialog) build();
  chosen.clear();
  dialog.querySelector(".picker-body").replaceChildren();
  showCount();
  highlight(target);
  if (!dialog.open) dialog.showModal();
  await load(address);
  dialog.querySelector("[type=search]")?.focus();
  if (files.length) upload(files);
}

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "picker drop-zone";
  dialog.setAttribute("aria-label", "Photos");
  const close = button("Close", () => dialog.close());
  const body = document.createElement("div");
  body.className = "picker-body";
  const bar = document.createElement("div");
  bar.className = "picker-bar";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  bar.append(status);
  for (const [target, label] of Object.entries(TARGETS)) {
    if (!inserts[target]) continue;
    const choice = button(label, () => insert(target));
    choice.dataset.target = target;
    bar.append(choice);
  }
  bar.append(close);
  dialog.append(body, bar);
  document.body.append(dialog);
  dialog.addEventListener("change", tick);
  dialog.addEventListener("submit", search);
  dialog.addEventListener("click", turnPage);
  onDrop(dialog, upload);
  onPaste(dialog, upload);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// The target that the window was opened for stands out; Enter in the grid takes it.
function highlight(target) {
  dialog.querySelectorAll("[data-target]").forEach((choice) => {
    choice.classList.toggle("default", choice.dataset.target === target);
  });
}

async function load(url) {
  const body = dialog.querySelector(".picker-body");
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    body.innerHTML = await answer.text();
  } catch {
    body.textContent = "The library does not answer: close this and try again, or type a number.";
    return;
  }
  dialog.querySelectorAll("[data-choice]").forEach((box) => (box.checked = chosen.has(box.value)));
  showCount();
}

function search(event) {
  event.preventDefault();
  if (!event.target.matches("[data-search]")) return;
  const url = new URL(address, location.href);
  new FormData(event.target).forEach((value, name) => url.searchParams.set(name, value));
  load(url);
}

function turnPage(event) {
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
    showCount();
  } else if (target.matches("[name=tab]")) {
    target.form.requestSubmit();
  } else if (target.matches("[type=file]")) {
    const files = [...target.files];
    target.value = "";
    upload(files);
  }
}

function facts(box) {
  const { title, caption, alt, credit, src } = box.dataset;
  return { photo: box.value, title, caption, alt, credit, src };
}

function showCount() {
  dialog.querySelector("[role=status]").textContent = chosen.size ? `${chosen.size} selected` : "";
  dialog.querySelectorAll("[data-target]").forEach((choice) => (choice.disabled = !chosen.size));
}

function upload(files) {
  const form = dialog.querySelector("[data-upload]");
  if (!form) return;
  sendAll(files, { form, list: form.querySelector("[data-uploads]"), onUploaded: addUploaded });
}

// What has come in stands first in the grid, ticked.
function addUploaded(photo, { choice }) {
  const list = dialog.querySelector("[data-choices]");
  list.querySelector(`[value="${photo}"]`)?.closest("li").remove();
  list.insertAdjacentHTML("afterbegin", choice);
  const box = list.querySelector("[data-choice]");
  box.checked = true;
  chosen.set(box.value, facts(box));
  dialog.querySelector("[data-none]")?.remove();
  showCount();
}

function insert(target) {
  inserts[target]([...chosen.values()]);
  dialog.close();
}
