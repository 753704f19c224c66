// Lists whose order is the order of their rows: moving a row, adding one.

export function orderRows(list) {
  if (list.querySelector(":disabled")) return;
  for (const row of list.children) addButtons(list, row);
  const more = button("Add a row", "Add a row");
  more.addEventListener("click", () => addRow(list, more));
  list.append(more);
  renumber(list);
}

function addButtons(list, row) {
  const up = button("↑", "Move up");
  up.addEventListener("click", () => {
    const before = row.previousElementSibling;
    if (before) before.before(row);
    renumber(list);
    up.focus();
    row.dispatchEvent(new Event("change", { bubbles: true }));
  });
  row.append(up);
}

function addRow(list, more) {
  const row = list.querySelector(".row:last-of-type").cloneNode(true);
  row.querySelectorAll("button").forEach((old) => old.remove());
  row.querySelectorAll("input, select").forEach((field) => (field.value = ""));
  addButtons(list, row);
  more.before(row);
  renumber(list);
  row.querySelector("input, select").focus();
}

function renumber(list) {
  list.querySelectorAll(".row").forEach((row, place) => {
    row.querySelector(".row-number").textContent = place + 1;
    const field = row.querySelector("[id]");
    field.id = field.id.replace(/\d+$/, place + 1);
    row.querySelectorAll("[aria-label]:not(button)").forEach((labelled) => {
      const label = labelled.getAttribute("aria-label");
      labelled.setAttribute("aria-label", label.replace(/\d+$/, place + 1));
    });
  });
}

function button(text, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  return made;
}
