// Copies an address. Without script or without a clipboard the link beside it does.
if (navigator.clipboard) {
  const status = document.querySelector('[role="status"]');
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return;
      }
      button.textContent = button.dataset.done;
      status.textContent = `${button.dataset.done}: ${button.dataset.copy}`;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}
