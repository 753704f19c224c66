// Asks now and then whether there are newer stories than the page shows, and says how many, in the
// server's words. Only while the page is seen, ever more seldom, and silent where nobody answers.
const MINUTE = 60_000, SELDOM = 10 * MINUTE;
const bar = document.querySelector("[data-new-stories]");
const link = bar.querySelector("a");
let wait = MINUTE, polledAt = Date.now(), timer;

async function poll() {
  polledAt = Date.now();
  wait = Math.min(1.5 * wait, SELDOM);
  try {
    // Through the browser's own cache, which keeps what is fresh and asks by ETag for the rest.
    const response = await fetch(bar.dataset.newStories);
    if (response.ok) show(await response.text());
  } catch {
    // No network: the next time.
  }
  schedule();
}

// Said again only where it is another number: the bar is a live region.
function show(words) {
  if (words === link.textContent) return;
  link.textContent = words;
  link.hidden = !words;
}

function schedule() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") {
    timer = setTimeout(poll, Math.max(0, polledAt + wait - Date.now()));
  }
}

// Who comes back, from another tab or by the browser's way back, is told soon.
function restart() {
  wait = MINUTE;
  schedule();
}

document.addEventListener("visibilitychange", restart);
addEventListener("pageshow", restart);
