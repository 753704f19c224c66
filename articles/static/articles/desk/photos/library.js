// The library: says how many photos are ticked.

const form = document.querySelector("[data-library]");
const status = form?.querySelector("[data-chosen]");

function showCount() {
  const ticked = form.querySelectorAll("input[name=photo]:checked").length;
  status.textContent = ticked ? `${ticked} selected` : "";
}

if (status) {
  form.addEventListener("change", showCount);
  showCount();
}
