/**
 * What the browser honestly says of the device, in the keys that integrators know, gathered only after the person pressed
 * "share". What the browser does not tell is left out: nothing is guessed. The position is read once, and only for the button
 * that says so; a refusal leaves the choice to share the device alone.
 */
import { button, show, texts } from './page.js';

const WAIT_MS = 15000;
const CONNECTIONS = { wifi: 'wifi', cellular: 'mobile', ethernet: 'ethernet', bluetooth: 'bluetooth', none: 'none' };

/** Enhances the device request. */
export function enhance(root) {
  const form = root.closest('form');
  const view = {
    form, say: texts(root), hint: root.querySelector('[data-hint]'), share: button(form, 'share'), plain: button(form, 'plain'),
  };
  show('geolocation' in navigator, view.share);
  view.share.addEventListener('click', () => locate(view));
  form.addEventListener('submit', (event) => {
    if (event.submitter !== view.plain) return;
    event.preventDefault();
    send(view, undefined);
  });
}

function locate(view) {
  view.hint.textContent = view.say('device-asking');
  view.share.disabled = true;
  navigator.geolocation.getCurrentPosition(
    (position) => send(view, position),
    (error) => {
      view.share.disabled = false;
      view.hint.textContent = view.say(error.code === error.PERMISSION_DENIED ? 'device-refused' : 'device-unavailable');
    },
    { timeout: WAIT_MS, maximumAge: 0, enableHighAccuracy: true },
  );
}

async function send(view, position) {
  view.form.elements.report.value = JSON.stringify(await report(position) ?? {});
  const answer = Object.assign(document.createElement('input'), { type: 'hidden', name: 'answer', value: 'device' });
  view.form.append(answer);
  view.form.requestSubmit();
  answer.remove();
}

async function report(position) {
  const parts = {
    deviceInfo: await deviceInfo().catch(() => undefined),
    battery: await battery().catch(() => undefined),
    location: position && place(position),
    network: network(),
  };
  return known(parts);
}

async function deviceInfo() {
  const agent = navigator.userAgentData;
  if (!agent) return undefined;
  const more = await agent.getHighEntropyValues(['model', 'platformVersion']);
  return known({ systemName: agent.platform, systemVersion: more.platformVersion, model: more.model });
}

async function battery() {
  const found = await navigator.getBattery?.();
  if (!found) return undefined;
  const isFull = found.charging && found.level === 1;
  const status = isFull ? 'full' : found.charging ? 'charging' : 'discharging';
  return { level: Math.round(found.level * 100), status: `BatteryState.${status}` };
}

function network() {
  const type = CONNECTIONS[navigator.connection?.type];
  return type && { connectionType: `ConnectivityResult.${type}` };
}

function place({ coords, timestamp }) {
  return known({
    latitude: coords.latitude,
    longitude: coords.longitude,
    accuracy: coords.accuracy,
    altitude: coords.altitude,
    speed: coords.speed,
    heading: coords.heading,
    timestamp: new Date(timestamp).toISOString(),
  });
}

/** Only what is known; nothing at all becomes undefined. */
function known(parts) {
  const found = Object.entries(parts).filter(([, value]) => value !== undefined && value !== null && value !== ''
    && !Number.isNaN(value));
  return found.length ? Object.fromEntries(found) : undefined;
}
