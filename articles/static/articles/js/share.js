// Opens the device's own sheet for sharing, where there is one. The links beside it always work.
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.share({ title: button.dataset.title, url: button.dataset.share });
      } catch {
        // Closed without choosing: nothing to say.
      }
    });
  }
}
