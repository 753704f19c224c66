// Asks now and then whether there are newer stories than the page shows, and says how many, in the
// server's words. Only while the page is seen, ever more seldom, and silent where nobody answers.
const MINUTE = 60_000, SELDOM = 10 * MINUTE;
const bar = document.querySelector("[data-new-stories]");
const link = bar.querySelector("a");
let wait = MINUTE, asked = Date.now(), timer;

async function ask() {
  asked = Date.now();
  wait = Math.min(1.5 * wait, SELDOM);
  try {
    // Through the browser's own cache, which keeps what is fresh and asks by ETag for the rest.
    const answer = await fetch(bar.dataset.newStories);
    if (answer.ok) show(await answer.text());
  } catch {
    // No network: the next time.
  }
  plan();
}

// Said again only where it is another number: the bar is a live region.
function show(words) {
  if (words === link.textContent) return;
  link.textContent = words;
  link.hidden = !words;
}

function plan() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") {
    timer = setTimeout(ask, Math.max(0, asked + wait - Date.now()));
  }
}

// Who comes back, from another tab or by the browser's way back, is told soon.
function begin() {
  wait = MINUTE;
  plan();
}

document.addEventListener("visibilitychange", begin);
addEventListener("pageshow", begin);
