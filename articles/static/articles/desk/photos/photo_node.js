// A photo of the library in the body, filled when a page is made:
// <figure data-photo="9" data-width="wide" data-caption="…" data-alt="…"></figure>
import { Node } from "django-prose-editor/editor";

const stored = (name) => ({
  default: null,
  parseHTML: (figure) => figure.getAttribute(`data-${name}`),
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
});

export const NewsPhoto = Node.create({
  name: "newsPhoto",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      photo: stored("photo"),
      width: stored("width"),
      caption: stored("caption"),
      alt: stored("alt"),
    };
  },

  parseHTML() {
    return [{ tag: "figure[data-photo]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => figureView(node, editor, getPos);
  },
});

function figureView(node, editor, getPos) {
  const dom = document.createElement("figure");
  const fields = document.createElement("div");
  const { photo } = node.attrs;
  const known = document.querySelector(`[data-known-photo="${photo}"]`)?.dataset ?? {};
  let now = node.attrs;
  const set = (name, value) => {
    const attrs = { ...now, [name]: value || null };
    editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), undefined, attrs));
  };
  dom.dataset.photo = photo;
  dom.contentEditable = "false";
  fields.className = "figure-fields";
  fields.append(
    line(`Caption of photo ${photo}`, known.caption || "Caption", now.caption, 1000, (text) => {
      set("caption", text);
    }),
    line(`Alt text of photo ${photo}`, known.alt || "Alt text", now.alt, 300, (text) => {
      set("alt", text);
    }),
    wide(now.width === "wide", (on) => set("width", on && "wide")),
  );
  if (known.src) dom.append(picture(known));
  dom.append(fields);
  return {
    dom,
    stopEvent: (event) => fields.contains(event.target),
    ignoreMutation: () => true,
    update(next) {
      if (next.type.name !== "newsPhoto" || next.attrs.photo !== photo) return false;
      now = next.attrs;
      return true;
    },
  };
}

function picture({ src, title }) {
  const made = document.createElement("img");
  return Object.assign(made, { src, alt: title, draggable: false });
}

// Empty, it shows in grey what will be printed: the photo's own.
function line(label, placeholder, value, maxLength, onChange) {
  const made = document.createElement("input");
  Object.assign(made, { type: "text", placeholder, value: value ?? "", maxLength });
  made.setAttribute("aria-label", label);
  made.addEventListener("input", () => onChange(made.value.trim()));
  return made;
}

function wide(on, onChange) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: on });
  box.addEventListener("change", () => onChange(box.checked));
  label.append(box, " Wider than the text");
  return label;
}
