// The page that brings photos in: files go at once, each with its bar. Without script: the form.
import { takeDrops, takePastes } from "./drop_zone.js";
import { sendAll } from "./uploads.js";

const form = document.querySelector("form[data-upload]");
const list = document.querySelector("[data-arrivals]");
const field = form.querySelector("input[type=file]");
const take = (files) => sendAll(files, { form, list });

takeDrops(form.querySelector("[data-drop]"), take);
takePastes(document, take);
field.addEventListener("change", () => {
  const files = [...field.files];
  field.value = "";
  take(files);
});
form.querySelector("[type=submit]").hidden = true;
