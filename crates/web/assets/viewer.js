/**
 * Pictures side by side: wheel zooms at the pointer, drag moves, keys do the same on the picture in focus
 * (+ − 0 arrows T F), the toolbar acts on the picture used last. Brightness counts for every picture.
 * Without this module a picture opens in full in a window of its own. Knows nothing of applicants.
 */
const states = new WeakMap();
const zoomLimits = [1, 12];
let active = null;

const state = (frame) => {
  if (!states.has(frame)) states.set(frame, { zoom: 1, x: 0, y: 0, turn: 0 });
  return states.get(frame);
};

function draw(frame) {
  const { zoom, x, y, turn } = state(frame);
  frame.querySelector("img").style.transform = `translate(${x}px, ${y}px) rotate(${turn}deg) scale(${zoom})`;
}

/** Zooms by `factor` so that the point under the pointer stays where it is. */
function zoom(frame, factor, clientX, clientY) {
  const view = state(frame);
  const box = frame.getBoundingClientRect();
  const next = Math.min(zoomLimits[1], Math.max(zoomLimits[0], view.zoom * factor));
  const ratio = next / view.zoom;
  const x = (clientX ?? box.left + box.width / 2) - box.left - box.width / 2;
  const y = (clientY ?? box.top + box.height / 2) - box.top - box.height / 2;
  view.x = x - (x - view.x) * ratio;
  view.y = y - (y - view.y) * ratio;
  view.zoom = next;
  if (next === 1) view.x = view.y = 0;
  draw(frame);
}

function shift(frame, x, y) {
  const view = state(frame);
  view.x += x;
  view.y += y;
  draw(frame);
}

function reset(frame) {
  states.delete(frame);
  draw(frame);
}

function turn(frame) {
  state(frame).turn += 90;
  draw(frame);
}

const full = (frame) => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen?.());

const acts = {
  in: (frame) => zoom(frame, 1.25),
  out: (frame) => zoom(frame, 0.8),
  turn,
  full,
  reset,
};

const keys = {
  "+": acts.in, "=": acts.in, "-": acts.out, 0: reset, t: turn, f: full,
  ArrowLeft: (frame) => shift(frame, 40, 0),
  ArrowRight: (frame) => shift(frame, -40, 0),
  ArrowUp: (frame) => shift(frame, 0, 40),
  ArrowDown: (frame) => shift(frame, 0, -40),
};

function drag(frame, event) {
  if (event.button !== 0) return;
  frame.setPointerCapture(event.pointerId);
  frame.classList.add("dragging");
  const follow = (moved) => shift(frame, moved.movementX, moved.movementY);
  const stop = () => {
    frame.classList.remove("dragging");
    frame.removeEventListener("pointermove", follow);
  };
  frame.addEventListener("pointermove", follow);
  frame.addEventListener("lostpointercapture", stop, { once: true });
}

function attach(frame) {
  frame.addEventListener("wheel", (event) => {
    event.preventDefault();
    active = frame;
    zoom(frame, event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX, event.clientY);
  }, { passive: false });
  frame.addEventListener("pointerdown", (event) => {
    active = frame;
    drag(frame, event);
  });
  frame.addEventListener("dblclick", () => reset(frame));
  frame.addEventListener("focus", () => (active = frame));
  frame.addEventListener("keydown", (event) => {
    const act = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(frame);
  });
}

function setUp() {
  const viewer = document.querySelector("[data-viewer]");
  const frames = [...(viewer?.querySelectorAll("[data-frame]") ?? [])];
  if (!frames.length) return;
  active = frames[0];
  frames.forEach(attach);
  const tools = viewer.querySelector("[data-tools]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const act = acts[event.target.closest("[data-do]")?.dataset.do];
    if (act) act(active);
  });
  tools.querySelector("[data-do=light]").addEventListener("input", ({ target }) => {
    for (const frame of frames) frame.querySelector("img").style.filter = `brightness(${target.value}%)`;
  });
}

document.addEventListener("bulla:item", setUp);
setUp();
