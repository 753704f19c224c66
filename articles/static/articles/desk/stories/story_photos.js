// Photos in the form of a story: pictures beside numbers, and the window to choose them in.
import { openPicker, setUpPicker } from "../photos/photo_picker.js";
import { onDrop, onPaste } from "../photos/drop_zone.js";
import { addRow } from "../frame/rows.js";

export function setUpStoryPhotos(form) {
  const address = form.querySelector("[data-picker]")?.dataset.picker;
  const lead = form.querySelector("[data-one-photo]");
  const gallery = form.querySelector("[data-gallery]");
  if (!address || !lead || lead.querySelector(":disabled")) return;
  const inserts = {
    lead: ([photo]) => fillRow(lead, photo),
    gallery: (photos) => photos.forEach((photo) => addToGallery(gallery, photo)),
  };
  if (form.querySelector("textarea.body-text:enabled")) {
    inserts.text = (photos) => putIntoText(editorOf(form), photos);
  }
  setUpPicker(address, inserts);
  lead.append(pickerButton("Choose …", "lead"));
  gallery.append(pickerButton("Add photos …", "gallery"));
  form.addEventListener("input", hideStalePicture);
  form.classList.add("drop-zone");
  const upload = (files, { target }) => {
    openPicker(target.closest(".prose-editor") ? "text" : "gallery", files);
  };
  onDrop(form, upload);
  onPaste(form, upload);
}

export function pickerButton(text, target) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.dataset.opens = target;
  made.addEventListener("click", () => openPicker(target));
  return made;
}

function editorOf(form) {
  return form.querySelector("textarea.body-text").bodyEditor;
}

function fillRow(row, { photo, title, caption, alt, src }) {
  const number = row.querySelector(".photo-number");
  number.value = photo;
  const picture = row.querySelector(".row-picture");
  picture.hidden = !src;
  if (src) Object.assign(picture, { src, alt: title });
  hint(row, "[name$=_caption]", caption);
  hint(row, "[name$=_alt]", alt);
  number.dispatchEvent(new Event("change", { bubbles: true }));
}

// What the photo says by itself stands grey in the fields that may say otherwise.
function hint(row, selector, text) {
  const field = row.querySelector(selector);
  if (field && text) field.placeholder = text;
}

function addToGallery(gallery, photo) {
  const numbers = [...gallery.querySelectorAll(".photo-number")];
  if (numbers.some((number) => number.value === photo.photo)) return;
  const empty = numbers.find((number) => !number.value.trim());
  fillRow(empty ? empty.closest(".row") : addRow(gallery), photo);
}

function putIntoText(editor, photos) {
  photos.forEach(addKnownPhoto);
  const figures = photos.map(({ photo }) => ({ type: "newsPhoto", attrs: { photo } }));
  editor?.chain().focus().insertContent(figures).run();
}

// What the text shows of a photo stands in the page (photo_node.js).
function addKnownPhoto({ photo, ...facts }) {
  if (document.querySelector(`[data-known-photo="${photo}"]`)) return;
  const known = document.createElement("div");
  Object.assign(known.dataset, facts, { knownPhoto: photo });
  known.hidden = true;
  document.body.append(known);
}

// A number typed by hand has no picture yet: rather none than that of another.
function hideStalePicture(event) {
  if (!event.target.matches(".photo-number")) return;
  const picture = event.target.closest(".row, [data-one-photo]")?.querySelector(".row-picture");
  if (picture) picture.hidden = true;
}
