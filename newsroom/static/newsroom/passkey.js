// Passkeys: a button in a form with data-passkey="login", "reauthenticate" or "add" asks the browser
// for a credential and sends the form with it.

const NOT_DONE = "The passkey was not used. Try again, or take another way.";

async function options(form) {
  if (form.dataset.passkey !== "login") {
    return JSON.parse(document.getElementById("passkey-data").textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

function creationOptions(creation, alone) {
  const selection = creation.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return creation;
}

async function credential(form) {
  const passkeyOptions = await options(form);
  if (form.dataset.passkey !== "add") return window.webauthnJSON.get(passkeyOptions.request_options);
  const alone = form.elements.passwordless.checked;
  return window.webauthnJSON.create(creationOptions(passkeyOptions.creation_options, alone));
}

function arm(form) {
  form.querySelector("button[type=button]").addEventListener("click", async () => {
    try {
      form.elements.credential.value = JSON.stringify(await credential(form));
      form.submit();
    } catch (error) {
      const message = document.querySelector(".passkey-error");
      message.textContent = NOT_DONE;
      message.hidden = false;
      console.info(error);
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(arm);
