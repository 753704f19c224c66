// Files on their way: a request for each, with its progress. The server answers in words and markup.

export function filesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => !file.type || file.type.startsWith("image/"));
}

const MAX_WAITS = 60; // for a server that takes no more at this moment

// One after another: the server reads one picture at a time.
export async function sendAll(files, { form, list, onUploaded = () => {} }) {
  const rows = files.map((file) => ({ file, row: progressRow(file, list) }));
  for (const { file, row } of rows) {
    const answer = await sendInTurn(file, form, row.querySelector("progress"));
    if (answer.html) {
      row.outerHTML = answer.html;
    } else {
      refuse(row, file.name, answer.message);
    }
    if (answer.photo) onUploaded(answer.photo, answer);
  }
}

function progressRow(file, list) {
  const row = document.createElement("li");
  row.className = "upload";
  const name = document.createElement("p");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `Sending ${file.name}`);
  row.append(name, bar);
  list.append(row);
  return row;
}

function refuse(row, name, message) {
  row.classList.add("refused");
  const sentence = document.createElement("p");
  sentence.textContent = `${name} was not uploaded. ${message}`;
  row.replaceChildren(sentence);
}

async function sendInTurn(file, form, bar) {
  let answer = await send(file, form, bar);
  for (let waits = 0; answer.after && waits < MAX_WAITS; waits += 1) {
    await new Promise((on) => setTimeout(on, answer.after * 1000));
    answer = await send(file, form, bar);
  }
  return answer;
}

function send(file, form, bar) {
  const limit = Number(form.dataset.limit);
  if (limit && file.size > limit) {
    const message = `It has more than ${Math.floor(limit / 1048576)} MB: export it smaller.`;
    return Promise.resolve({ message });
  }
  return new Promise((answer) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
    });
    // All sent: the server makes its files now, and nobody knows how long.
    request.upload.addEventListener("load", () => bar.removeAttribute("value"));
    request.addEventListener("load", () => answer(read(request)));
    request.addEventListener("error", () => answer({ message: "The connection broke: try again." }));
    request.send(body(file, form));
  });
}

function body(file, form) {
  const data = new FormData();
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  data.append("csrfmiddlewaretoken", token.value);
  for (const name of ["credit", "licence"]) {
    const field = form.querySelector(`[name=${name}]`);
    if (field) data.append(name, field.value);
  }
  data.append("files", file, file.name);
  return data;
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    const plain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
    return {
      message: plain ? request.responseText : `The server refused it (${request.status}).`,
      after: Number(request.getResponseHeader("Retry-After")),
    };
  }
}
