// The library: says how many photos are ticked.

const form = document.querySelector("[data-library]");
const told = form?.querySelector("[data-chosen]");

function tell() {
  const ticked = form.querySelectorAll("input[name=photo]:checked").length;
  told.textContent = ticked ? `${ticked} selected` : "";
}

if (told) {
  form.addEventListener("change", tell);
  tell();
}
