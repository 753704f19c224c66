// What the body editor lacks: a name that a screen reader says, and photos by their number.
import { pickerButton } from "./story_photos.js";

export function nameEditor({ detail: { editor, textarea } }) {
  if (editor.view.dom.dataset.named) return;
  editor.view.dom.dataset.named = "true";
  textarea.bodyEditor = editor; // for the window of photos
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  editor.view.dom.setAttribute("aria-label", label ? label.textContent.replace(":", "") : "Body");
  editor.view.dom.setAttribute("role", "textbox");
  editor.view.dom.setAttribute("aria-multiline", "true");
  textarea.closest(".form-row").append(photoRow(editor));
}

// An editor may have been ready before this script was: Tiptap's element knows its editor.
export function nameReadyEditors() {
  document.querySelectorAll(".prose-editor .ProseMirror").forEach((dom) => {
    const textarea = dom.closest(".prose-editor").querySelector("textarea");
    if (dom.editor && textarea) nameEditor({ detail: { editor: dom.editor, textarea } });
  });
}

function photoRow(editor) {
  const row = document.createElement("div");
  row.className = "insert-photo";
  const number = document.createElement("input");
  number.className = "photo-number";
  number.setAttribute("list", "photo-choices");
  number.setAttribute("aria-label", "Number of a photo for the text");
  number.placeholder = "Photo no.";
  const insert = document.createElement("button");
  insert.type = "button";
  insert.className = "button";
  insert.textContent = "Put this photo at the cursor";
  insert.addEventListener("click", () => {
    const photo = number.value.trim();
    if (!/^[1-9]\d{0,17}$/.test(photo)) return number.focus();
    editor.chain().focus().insertContent({ type: "newsPhoto", attrs: { photo } }).run();
    number.value = "";
  });
  row.append(number, insert);
  if (document.querySelector("[data-picker]")) row.append(pickerButton("Choose …", "text"));
  return row;
}
