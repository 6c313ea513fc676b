/**
 * Keeps an open page up to date: whenever the server says that something has changed, the same page is fetched and the parts
 * marked data-live are put in place of the old ones. A page about one request is loaded again when that request has ended
 * elsewhere; what is being filled in is never touched otherwise. The browser reconnects by itself; now and then the page looks
 * without being told, for where the stream is cut or another server took the request.
 */
import { tell } from './times.js';

const LOOK_MS = 20_000;

/** Follows the page's events until it is left. */
export function follow(body) {
  const events = new EventSource(body.dataset.eventsUrl);
  let isBusy = false;
  let isStale = false;
  const refresh = async () => {
    isStale = true;
    if (isBusy) return;
    isBusy = true;
    while (isStale) {
      isStale = false;
      await update().catch((error) => console.warn(error));
    }
    isBusy = false;
  };
  events.addEventListener('message', refresh);
  // Also what came between the making of the page and the opening of the stream, or while it was broken.
  events.addEventListener('open', refresh);
  const look = () => { if (document.visibilityState === 'visible') refresh(); };
  setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', () => events.close());
  window.addEventListener('pageshow', (event) => { if (event.persisted) window.location.reload(); });
}

async function update() {
  const here = window.location.href;
  const response = await fetch(here, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const state = (of) => of.querySelector('#main')?.dataset.state;
  if (state(document) !== state(page)) {
    window.location.reload();
    return;
  }
  document.querySelectorAll('[data-live]').forEach((old) => {
    const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
    if (!fresh || fresh.dataset.version === old.dataset.version) return;
    const hasMore = Number(fresh.dataset.open) > Number(old.dataset.open);
    const held = old.contains(document.activeElement) ? document.activeElement.href : '';
    old.replaceWith(document.adoptNode(fresh));
    tell(fresh);
    // Who moves with the keyboard stays where they were, if that is still there.
    if (held) [...fresh.querySelectorAll('a')].find((link) => link.href === held)?.focus({ preventScroll: true });
    if (hasMore) announce();
  });
}

function announce() {
  const news = document.querySelector('[data-news]');
  if (!news) return;
  // The same words again are read out only after they were gone.
  news.textContent = '';
  requestAnimationFrame(() => { news.textContent = news.dataset.text; });
}
