// A story's photos by arrow keys, Escape and swipe. Without script the links beside it do.
const page = document.querySelector(".photo-page");
const go = (way) => {
  const link = document.querySelector(`.photo-nav [rel="${way}"]`);
  if (link) location.href = link.href;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.key === "ArrowLeft") go("prev");
  if (event.key === "ArrowRight") go("next");
  if (event.key === "Escape") location.href = page.dataset.back;
});

// One finger, well to the side, and not while the picture is magnified: then it moves the picture.
let from = null;
page.addEventListener("touchstart", ({ touches }) => {
  const magnified = window.visualViewport && visualViewport.scale > 1.05;
  from = touches.length === 1 && !magnified ? touches[0] : null;
}, { passive: true });
page.addEventListener("touchend", ({ changedTouches }) => {
  if (!from) return;
  const across = changedTouches[0].clientX - from.clientX;
  const down = changedTouches[0].clientY - from.clientY;
  from = null;
  if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) go(across > 0 ? "prev" : "next");
}, { passive: true });
