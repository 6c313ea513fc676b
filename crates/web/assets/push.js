/**
 * Notifications for this browser, only after the person pressed "allow". Registers the worker of this page, subscribes at the
 * browser's push service with the server's public key, and tells the server where. Refusal or absence is said in words.
 */
import { button, show, texts } from './page.js';

/** Enhances the notification card; it stays a hint where the browser has no push messages. */
export function enhance(root) {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
  if (!root.dataset.pushKey) return;
  const view = { root, say: texts(root), hint: root.querySelector('[data-hint]'), allow: button(root, 'allow') };
  show(true, root.querySelector('[data-push-text]'));
  view.allow.addEventListener('click', () => allow(view));
  present(view).catch((error) => console.warn(error));
}

/** Says how things stand; a subscription that the browser already has is told to the server again. */
async function present(view) {
  if (Notification.permission === 'denied') {
    view.hint.textContent = view.say('me-push-blocked');
    return;
  }
  const registration = await navigator.serviceWorker.getRegistration(view.root.dataset.scope);
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription && Notification.permission === 'granted') await tell(view, subscription);
  else show(true, view.allow);
}

async function allow(view) {
  view.allow.disabled = true;
  view.hint.textContent = '';
  try {
    if (await Notification.requestPermission() !== 'granted') {
      view.hint.textContent = view.say('me-push-blocked');
      return;
    }
    const { workerUrl, scope, pushKey } = view.root.dataset;
    const registration = await navigator.serviceWorker.register(workerUrl, { scope });
    const old = await registration.pushManager.getSubscription();
    await old?.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: bytes(pushKey) };
    await tell(view, await subscribe(registration, options));
  } catch (error) {
    console.warn(error);
    view.hint.textContent = view.say('me-push-failed');
  } finally {
    view.allow.disabled = false;
  }
}

/** A worker that was just registered may need a moment before it can be subscribed for. */
async function subscribe(registration, options) {
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker) {
    await new Promise((resolve) => {
      worker.addEventListener('statechange', () => { if (worker.state === 'activated') resolve(); });
    });
  }
  return registration.pushManager.subscribe(options);
}

async function tell(view, subscription) {
  const response = await fetch(view.root.dataset.pushUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'bulla', 'X-Form': view.root.dataset.form },
    body: JSON.stringify(subscription),
  });
  view.hint.textContent = view.say(response.ok ? 'me-push-on' : 'me-push-failed');
  show(!response.ok, view.allow);
}

/** URL-safe base64 as bytes. */
function bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
