/**
 * The desktop follows the phone: listens on data-events-url and goes to the next step when another device got there.
 * Events are {"next": "/verify/…"}. The browser reconnects by itself; a closed stream changes nothing on the page.
 */
import { go } from './page.js';

const READ_MS = 1200;

/** Follows the events of one form until the page is left. */
export function follow(form) {
  const events = new EventSource(form.dataset.eventsUrl);
  events.addEventListener('message', (event) => {
    const next = address(event.data);
    if (!next || new URL(next, window.location.href).pathname === window.location.pathname) return;
    events.close();
    const note = document.querySelector('[data-followed]');
    if (note) note.textContent = note.dataset.text;
    setTimeout(() => go(next), note ? READ_MS : 0);
  });
  window.addEventListener('pagehide', () => events.close());
}

function address(text) {
  try {
    const next = JSON.parse(text).next;
    return typeof next === 'string' ? next : undefined;
  } catch {
    return undefined;
  }
}
