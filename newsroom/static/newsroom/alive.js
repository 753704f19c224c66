// Before a form of the desk is sent, the desk is asked whether its person is still signed in. If
// not, or if nobody answers, nothing is sent and nothing typed is lost: the page stays as it is,
// and says what to do.

const place = document.querySelector("[data-alive]");

function say(words, withLink) {
  let said = document.querySelector(".signed-out");
  if (!said) {
    said = document.createElement("p");
    said.className = "signed-out";
    said.setAttribute("role", "alert");
    document.getElementById("content").prepend(said);
  }
  said.textContent = `${words} `;
  if (withLink) {
    const link = document.createElement("a");
    link.href = place.dataset.login;
    link.target = "_blank";
    link.textContent = "Sign in again in another tab";
    said.append(link, ", then come back here and save.");
  }
  said.scrollIntoView({ block: "nearest" });
}

async function ask() {
  try {
    const answer = await fetch(place.dataset.alive, { headers: { Accept: "application/json" } });
    if (answer.status === 401) return { out: true };
    return answer.ok ? await answer.json() : { gone: true };
  } catch {
    return { gone: true };
  }
}

function guard(form) {
  let checked = false;
  form.addEventListener(
    "submit",
    async (event) => {
      if (checked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const found = await ask();
      if (found.out) {
        say("You have been signed out meanwhile. What you typed is still here.", true);
      } else if (found.gone) {
        say("The server does not respond. What you typed is still here: try again in a minute.");
      } else if (String(found.person) !== place.dataset.person) {
        say("Somebody else is signed in in this browser now. What you typed is still here.", true);
      } else {
        form.elements.csrfmiddlewaretoken.value = found.token;
        checked = true;
        form.requestSubmit(event.submitter);
        checked = false;
      }
    },
    { capture: true },
  );
}

if (place) {
  document.querySelectorAll("#content form[method=post]").forEach((form) => {
    if (form.querySelector("textarea, input[type=text]")) guard(form);
  });
}
