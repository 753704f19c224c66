// The colours that a reader chose, before the first paint: this script alone is no module, so that
// nothing flashes. Without it, and until somebody chooses, the system's colours hold.
{
  const root = document.documentElement;
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')];
  const colours = { light: bars[0].content, dark: bars[1].content };

  const apply = (theme) => {
    root.dataset.theme = theme;
    bars[0].content = colours[theme] ?? colours.light;
    bars[1].content = colours[theme] ?? colours.dark;
    for (const button of document.querySelectorAll("button[data-theme]")) {
      button.setAttribute("aria-pressed", button.dataset.theme === theme);
    }
  };

  const stored = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      return localStorage.getItem("theme") ?? "auto";
    } catch {
      return theme ?? "auto"; // A browser that keeps nothing: for this page alone.
    }
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[data-theme]")) {
      button.addEventListener("click", () => apply(stored(button.dataset.theme)));
    }
    apply(stored());
    for (const group of document.querySelectorAll(".theme")) group.hidden = false;
  });
}
