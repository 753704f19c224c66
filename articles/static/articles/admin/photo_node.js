// A photo of the library in the body: <figure data-photo="9"></figure>, filled when a page is made.
import { Node } from "django-prose-editor/editor";

export const NewsPhoto = Node.create({
  name: "newsPhoto",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      photo: {
        parseHTML: (figure) => figure.dataset.photo,
        renderHTML: ({ photo }) => ({ "data-photo": photo }),
      },
    };
  },

  parseHTML() {
    return [{ tag: "figure[data-photo]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes];
  },
});
