/**
 * The console's enhancement. Every page works without it; no text lives here: words come from the page.
 *   confirm   form[data-confirm] asks once, with the second factor where data-factor says so
 *   copy      [data-copy] copies the code before it, or the element it names
 *   times     time[data-relative] follow the clock and the viewer's zone
 *   keys      / searches, ? shows keys; queue.js adds its own with `bind`
 */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const one = (selector, root = document) => root.querySelector(selector);
const typing = (target) => target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");

/* destructive forms ask once */
function ask(form) {
  const dialog = one("#confirm");
  const code = one("#confirm-code", dialog);
  const factor = one("[data-confirm-factor]", dialog);
  one("[data-confirm-title]", dialog).textContent = form.dataset.title;
  one("[data-confirm-text]", dialog).textContent = form.dataset.confirm;
  one("[data-confirm-yes]", dialog).textContent = one("button:not([type=button])", form).firstChild.textContent;
  factor.hidden = !form.hasAttribute("data-factor");
  code.required = !factor.hidden;
  code.value = "";
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "code", value: code.value });
    if (!factor.hidden) form.append(hidden);
    form.submit();
  }, { once: true });
  dialog.showModal();
}

/* copying and times */
async function copy(button) {
  const source = button.dataset.copy ? one(button.dataset.copy) : one("code", button.parentElement);
  await navigator.clipboard.writeText(source.textContent);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}

const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

function times(root) {
  for (const time of all("time[data-relative]", root)) {
    const instant = new Date(time.dateTime);
    const seconds = Math.round((instant - Date.now()) / 1000);
    const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
    time.textContent = relative.format(Math.trunc(seconds / size), unit);
    time.title = exact.format(instant);
  }
}

/** Prepares what arrived under `root`: copy buttons and times. */
export function enhance(root) {
  document.documentElement.classList.add("js");
  for (const button of all("[data-copy]", root)) button.hidden = !navigator.clipboard;
  times(root);
}

/* keys */
const keys = {
  "/": () => one("[data-search]")?.select(),
  "?": () => one("#keys")?.showModal(),
};

/** Adds keys: a map from the key's lower-case name to what it does outside fields and dialogs. */
export const bind = (more) => Object.assign(keys, more);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target) || one("dialog[open]")) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.confirm) return;
  event.preventDefault();
  ask(event.target);
});
document.addEventListener("change", ({ target }) => target.matches("[data-autosubmit]") && target.form.requestSubmit());
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  if (button) copy(button);
});
enhance(document);
setInterval(() => times(document), 30000);
