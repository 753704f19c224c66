// Before a form of the desk is sent, the desk is asked whether its person is still signed in. If
// not, or if nobody answers, nothing is sent and nothing typed is lost: the page stays as it is,
// and shows what to do.

const session = document.querySelector("[data-session-check]");

function warn(sentence, withLink) {
  let warning = document.querySelector(".signed-out");
  if (!warning) {
    warning = document.createElement("p");
    warning.className = "signed-out";
    warning.setAttribute("role", "alert");
    document.getElementById("content").prepend(warning);
  }
  warning.textContent = `${sentence} `;
  if (withLink) {
    const link = document.createElement("a");
    link.href = session.dataset.login;
    link.target = "_blank";
    link.textContent = "Sign in again in another tab";
    warning.append(link, ", then come back here and save.");
  }
  warning.scrollIntoView({ block: "nearest" });
}

async function checkSession() {
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(session.dataset.sessionCheck, { headers });
    if (response.status === 401) return { signedOut: true };
    return response.ok ? await response.json() : { unreachable: true };
  } catch {
    return { unreachable: true };
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
      const result = await checkSession();
      if (result.signedOut) {
        warn("You have been signed out meanwhile. What you typed is still here.", true);
      } else if (result.unreachable) {
        warn("The server does not respond. What you typed is still here: try again in a minute.");
      } else if (String(result.person) !== session.dataset.person) {
        warn("Somebody else is signed in in this browser now. What you typed is still here.", true);
      } else {
        form.elements.csrfmiddlewaretoken.value = result.token;
        checked = true;
        form.requestSubmit(event.submitter);
        checked = false;
      }
    },
    { capture: true },
  );
}

if (session) {
  document.querySelectorAll("#content form[method=post]").forEach((form) => {
    if (form.querySelector("textarea, input[type=text]")) guard(form);
  });
}
