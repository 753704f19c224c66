// The page that brings photos in: files go at once, each with its bar. Without script: the form.
import { onDrop, onPaste } from "./drop_zone.js";
import { sendAll } from "./uploads.js";

const form = document.querySelector("form[data-upload]");
const list = document.querySelector("[data-uploads]");
const field = form.querySelector("input[type=file]");
const upload = (files) => sendAll(files, { form, list });

onDrop(form.querySelector("[data-drop]"), upload);
onPaste(document, upload);
field.addEventListener("change", () => {
  const files = [...field.files];
  field.value = "";
  upload(files);
});
form.querySelector("[type=submit]").hidden = true;
