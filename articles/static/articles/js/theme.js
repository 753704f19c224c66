// The colours that a reader chose, before the first paint: this script alone is no module, so that
// nothing flashes. Without it, and until somebody chooses, the system's colours hold.
{
  const root = document.documentElement;
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')];
  const colours = { light: bars[0].content, dark: bars[1].content };

  const wear = (theme) => {
    root.dataset.theme = theme;
    bars[0].content = colours[theme] ?? colours.light;
    bars[1].content = colours[theme] ?? colours.dark;
    for (const button of document.querySelectorAll("[data-wear]")) {
      button.setAttribute("aria-pressed", button.dataset.wear === theme);
    }
  };

  const kept = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      return localStorage.getItem("theme") ?? "auto";
    } catch {
      return theme ?? "auto"; // A browser that keeps nothing: for this page alone.
    }
  };

  wear(kept());
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-wear]")) {
      button.addEventListener("click", () => wear(kept(button.dataset.wear)));
    }
    wear(kept());
    for (const group of document.querySelectorAll(".theme")) group.hidden = false;
  });
}
