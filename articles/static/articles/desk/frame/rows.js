// Lists whose order is the order of their rows: moving a row by button or by hand, adding one.

export function orderRows(list) {
  if (list.querySelector(":disabled")) return;
  for (const row of list.children) addButtons(list, row);
  const add = button("Add a row", "Add a row");
  add.dataset.more = "";
  add.addEventListener("click", () => addRow(list).querySelector("input, select").focus());
  list.append(add);
  renumber(list);
  dragRows(list);
}

function addButtons(list, row) {
  const up = button("↑", "Move up");
  up.addEventListener("click", () => {
    const before = row.previousElementSibling;
    if (before) before.before(row);
    finishMove(list, row, up);
  });
  const down = button("↓", "Move down");
  down.addEventListener("click", () => {
    const after = row.nextElementSibling;
    if (after?.matches(".row")) after.after(row);
    finishMove(list, row, down);
  });
  const remove = button("✕", "Remove");
  remove.addEventListener("click", () => {
    empty(row);
    finishMove(list, row, up);
  });
  row.append(up, down, remove);
  row.querySelector(".row-number").draggable = true;
}

// An empty row is left out when the form is saved.
function empty(row) {
  row.querySelectorAll("input, select").forEach((field) => (field.value = ""));
  row.querySelectorAll("img").forEach((picture) => (picture.hidden = true));
}

function finishMove(list, row, focused) {
  renumber(list);
  focused?.focus();
  row.dispatchEvent(new Event("change", { bubbles: true }));
}

// A row is dragged by its number, so that words in its fields can still be marked.
function dragRows(list) {
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".row-number") ? event.target.closest(".row") : null;
    dragged?.classList.add("dragged");
    if (dragged) event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest(".row");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    if (dragged) finishMove(list, dragged);
    dragged = null;
  });
}

export function addRow(list) {
  const rows = list.querySelectorAll(".row");
  const row = rows[rows.length - 1].cloneNode(true);
  row.querySelectorAll("button").forEach((old) => old.remove());
  empty(row);
  addButtons(list, row);
  list.querySelector("[data-more]").before(row);
  renumber(list);
  return row;
}

function renumber(list) {
  list.querySelectorAll(".row").forEach((row, index) => {
    row.querySelector(".row-number").textContent = index + 1;
    const field = row.querySelector("[id]");
    field.id = field.id.replace(/\d+$/, index + 1);
    row.querySelectorAll("[aria-label]:not(button)").forEach((labelled) => {
      const label = labelled.getAttribute("aria-label");
      labelled.setAttribute("aria-label", label.replace(/\d+$/, index + 1));
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
