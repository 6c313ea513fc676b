/**
 * Working the queue: decisions with undo, the next applicant in place, keys, reason codes. Works on one applicant's page too.
 *   decisions   form[data-undo] waits that many seconds, shows Undo, then posts once (also when the page is left
 *               or the officer moves on twice); whatever the server answers but success is shown
 *   queue       [data-queue] links are opened in place, history kept
 *   reasons     two letters become the reason code whose data-letters they are
 */
import { all, bind, enhance, one } from "./console.js";

/* decisions with undo */
let held = null;

function show(template, what, where) {
  const notice = one(`#pending-${template}`).content.cloneNode(true).firstElementChild;
  one("[data-what]", notice).textContent = what;
  const link = one("[data-where]", notice);
  if (link) link.href = where;
  one("#pending").replaceChildren(notice);
  return notice;
}

function hold(form) {
  commit();
  const decision = {
    what: form.dataset.what,
    action: form.action,
    body: new URLSearchParams(new FormData(form)),
    left: Number(form.dataset.undo),
    moves: 0,
    form,
  };
  const notice = show("undo", decision.what);
  const seconds = one("[data-seconds]", notice);
  seconds.textContent = decision.left;
  decision.clock = setInterval(() => {
    decision.left -= 1;
    seconds.textContent = decision.left;
    if (decision.left <= 0) commit();
  }, 1000);
  one("[data-undo-now]", notice).addEventListener("click", undo);
  held = decision;
  if (form.hasAttribute("data-whole") && one("[data-queue]")) move(1, true);
}

function undo() {
  if (!held) return;
  const { clock, form, href } = held;
  clearInterval(clock);
  held = null;
  one("#pending").replaceChildren();
  if (href) open(href);
  else form.reset();
}

async function commit() {
  if (!held) return;
  const { what, action, body, clock, form, href } = held;
  held = null;
  clearInterval(clock);
  const where = href ?? location.href;
  try {
    const answer = await fetch(action, { method: "POST", body, keepalive: true, headers: { accept: "text/html" } });
    show(answer.ok ? "done" : "failed", what, where);
    if (answer.ok && form.isConnected) renew(await answer.text());
  } catch {
    show("failed", what, where);
  }
}

/** A step's decision makes a new version of the applicant: forms still open on it must name that one. */
function renew(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const form of all("form.decision")) {
    const same = all("form.decision", fresh).find((other) => other.getAttribute("action") === form.getAttribute("action"));
    if (same) form.elements.version.value = same.elements.version.value;
  }
}

/* the queue, in place */
const links = () => all("[data-queue] li a");
const current = () => links().findIndex((link) => link.hasAttribute("aria-current"));

async function open(href, push = true) {
  const desk = one("#desk");
  const item = one("#item");
  item?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !one("#item", fresh)) return location.assign(href);
    desk.replaceChildren(...one("#desk", fresh).childNodes);
    for (const link of links()) link.toggleAttribute("aria-current", link.href === new URL(href, location).href);
    if (push) history.pushState(null, "", href);
    enhance(desk);
    document.dispatchEvent(new Event("bulla:item"));
    one("[data-queue] [aria-current]")?.scrollIntoView({ block: "nearest" });
    one("#item-title").focus();
  } catch {
    location.assign(href);
  }
}

function move(step, deciding = false) {
  const list = links();
  const next = list[current() + step];
  if (deciding) held.href = list[current()]?.href;
  else if (held && (held.moves += 1) >= 2) commit();
  if (next) open(next.href);
}

/* reason codes */
function complete(input) {
  const typed = input.value.toUpperCase();
  const options = all("#reasons option").filter((option) => option.dataset.letters === typed);
  if (typed.length === 2 && options.length === 1) input.value = options[0].value;
}

const needsReason = (radio) => !["accept", "aside"].includes(radio.value);

function choose(key) {
  const radio = one(`[data-whole] [data-key="${key}"]`);
  if (!radio) return;
  radio.closest("details")?.setAttribute("open", "");
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  (needsReason(radio) ? one("[data-reason]", radio.form) : one("button", radio.form)).focus();
}

bind({
  j: () => move(1),
  k: () => move(-1),
  a: () => choose("a"),
  r: () => choose("r"),
  s: () => choose("s"),
  h: () => choose("h"),
  u: undo,
});
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.undo) return;
  event.preventDefault();
  hold(event.target);
});
document.addEventListener("change", ({ target }) => {
  if (target.name === "decision") one("[data-reason]", target.form).required = needsReason(target);
});
document.addEventListener("input", ({ target }) => target.matches("[data-reason]") && complete(target));
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-queue] li a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  move(links().indexOf(link) - current());
});
window.addEventListener("popstate", () => one("#desk") && open(location.href, false));
window.addEventListener("pagehide", commit);
