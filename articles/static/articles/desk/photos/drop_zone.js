// Files dropped on an element or pasted into it.
import { filesOf } from "./uploads.js";

export function onDrop(zone, upload) {
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    zone.classList.remove("over");
    const files = filesOf(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    upload(files, event);
  });
}

// Words that come with a picture, as from Word, are pasted as words.
export function onPaste(zone, upload) {
  zone.addEventListener(
    "paste",
    (event) => {
      const files = filesOf(event.clipboardData);
      if (!files.length || event.clipboardData.types.includes("text/html")) return;
      event.preventDefault();
      event.stopPropagation();
      upload(files, event);
    },
    true,
  );
}
