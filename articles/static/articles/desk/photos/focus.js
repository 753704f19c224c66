// The focal point by click and keys, and every crop as it will be. Positions are set by the CSSOM:
// the policy allows no inline style.

const page = document.querySelector("[data-framing]");
const field = page.querySelector("[data-focus]");
const RATIOS = { "16x9": 16 / 9, "4x3": 4 / 3, "1x1": 1 };
const [width, height] = [Number(page.dataset.width), Number(page.dataset.height)];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const between = (value, least, most) => Math.min(Math.max(value, least), most);

if (field) {
  const marker = document.createElement("span");
  const form = page.querySelector("[data-focus-form]");
  const [x, y] = [form.elements.x, form.elements.y];
  marker.className = "focus-marker";
  field.append(marker);
  field.tabIndex = 0;
  field.setAttribute("role", "group");
  field.setAttribute("aria-label", "Focal point: arrow keys move it, with Shift further");

  const show = () => {
    marker.style.left = `${x.value}%`;
    marker.style.top = `${y.value}%`;
    page.querySelectorAll("[data-crop]:not([data-by-hand])").forEach((crop) => {
      frame(crop, followed(crop.dataset.crop, x.value / 100, y.value / 100));
    });
  };
  const put = (left, top) => {
    x.value = between(left, 0, 100).toFixed(1);
    y.value = between(top, 0, 100).toFixed(1);
    show();
  };

  field.addEventListener("click", (event) => {
    const box = field.getBoundingClientRect();
    const left = ((event.clientX - box.left) / box.width) * 100;
    put(left, ((event.clientY - box.top) / box.height) * 100);
  });
  field.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (event.key === "Enter") form.requestSubmit();
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    put(Number(x.value) + step[0] * far, Number(y.value) + step[1] * far);
  });
  form.addEventListener("input", show);
  page.querySelectorAll("[data-crop]").forEach(byHand);
  show();
}

function byHand(crop) {
  const form = crop.querySelector("form");
  const now = () => boxOf(crop.dataset.crop, form.elements);
  form.addEventListener("input", () => frame(crop, now()));
  if ("byHand" in crop.dataset) frame(crop, now());
}

// The same sums as on the server (imaging/rendition_plan.py): left, top and width in parts of
// the sides.
function followed(shape, x, y) {
  const wide = Math.min(width, height * RATIOS[shape]);
  const high = Math.min(height, width / RATIOS[shape]);
  const left = between(x * width - wide / 2, 0, width - wide);
  const top = between(y * height - high / 2, 0, height - high);
  return [left / width, top / height, wide / width];
}

function boxOf(shape, { left, top, width: across }) {
  const most = Math.min(1, (height * RATIOS[shape]) / width);
  const wide = between(across.value / 100, 0.02, most);
  const high = (wide * width) / RATIOS[shape] / height;
  return [Math.min(left.value / 100, 1 - wide), Math.min(top.value / 100, 1 - high), wide];
}

function frame(crop, [left, top, wide]) {
  const picture = crop.querySelector("img");
  if (!picture) return;
  const high = (wide * width) / RATIOS[crop.dataset.crop] / height;
  if (picture.dataset.whole) {
    picture.src = picture.dataset.whole;
    delete picture.dataset.whole;
  }
  Object.assign(picture.style, {
    position: "absolute",
    maxWidth: "none",
    width: `${100 / wide}%`,
    height: `${100 / high}%`,
    left: `${(-left / wide) * 100}%`,
    top: `${(-top / high) * 100}%`,
  });
}
