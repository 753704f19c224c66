// A form is sent once, and what was typed is not left by accident.

export function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

export function guardTyping(form) {
  let typed = false;
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("change", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
