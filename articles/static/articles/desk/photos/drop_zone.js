// Files dropped on a place or pasted into the page.
import { filesOf } from "./uploads.js";

export function takeDrops(place, take) {
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", (event) => {
    if (!place.contains(event.relatedTarget)) place.classList.remove("over");
  });
  place.addEventListener("drop", (event) => {
    place.classList.remove("over");
    const files = filesOf(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    take(files, event);
  });
}

// Words that come with a picture, as from Word, are pasted as words.
export function takePastes(place, take) {
  place.addEventListener(
    "paste",
    (event) => {
      const files = filesOf(event.clipboardData);
      if (!files.length || event.clipboardData.types.includes("text/html")) return;
      event.preventDefault();
      event.stopPropagation();
      take(files, event);
    },
    true,
  );
}
