/**
 * Try-it of the developer pages: sends the form's operation to this origin with the key pasted at the top.
 * The key stays in the field: it is never stored and never sent anywhere else. Words come from data-attributes.
 */
const answerLimit = 200_000;
const keyForm = document.querySelector("[data-key]");
const keyInput = keyForm?.querySelector("input");

function address(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const input of form.querySelectorAll("[data-in=path]")) {
    path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
  }
  for (const input of form.querySelectorAll("[data-in=query]")) if (input.value) query.set(input.name, input.value);
  return query.size ? `${path}?${query}` : path;
}

function request(form) {
  const headers = { [keyForm.dataset.header]: keyForm.dataset.prefix + keyInput.value.trim() };
  for (const input of form.querySelectorAll("[data-in=header]")) if (input.value) headers[input.name] = input.value;
  const body = form.querySelector("[data-in=body]");
  if (body) headers["content-type"] = body.dataset.type;
  return { method: form.dataset.method, headers, body: body?.value, credentials: "omit", redirect: "manual" };
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function send(form) {
  const status = form.querySelector("[data-try-status]");
  const answer = form.querySelector("[data-try-answer]");
  const button = form.querySelector("button");
  if (!keyInput.value.trim()) {
    status.textContent = status.dataset.missing;
    return keyInput.focus();
  }
  button.disabled = true;
  status.textContent = status.dataset.sending;
  const started = performance.now();
  try {
    const reply = await fetch(address(form), request(form));
    const text = await reply.text();
    status.textContent = `${reply.status} ${reply.statusText} · ${Math.round(performance.now() - started)} ms`;
    answer.textContent = pretty(text.slice(0, answerLimit));
    answer.hidden = false;
  } catch {
    status.textContent = status.dataset.failed;
    answer.hidden = true;
  }
  button.disabled = false;
}

if (keyForm) {
  keyForm.hidden = false;
  keyForm.addEventListener("submit", (event) => event.preventDefault());
  for (const form of document.querySelectorAll("[data-try]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
