/**
 * Device and location, only after the person pressed "share". Fills the hidden fields and sends the form with
 * answer=share; a refusal is said in words and "continue without" stays. Reads the position once.
 */
import { button, show, texts } from './page.js';

const WAIT_MS = 15000;

/** Enhances the device step. */
export function enhance(root) {
  const form = root.closest('form');
  const share = button(form, 'share');
  const say = texts(root);
  const hint = root.querySelector('[data-hint]');
  if (!navigator.geolocation) return;
  show(true, share);
  share.addEventListener('click', () => {
    hint.textContent = say('device-asking');
    share.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (position) => send(form, position.coords),
      (error) => {
        share.disabled = false;
        hint.textContent = say(error.code === error.PERMISSION_DENIED ? 'device-refused' : 'device-unavailable');
      },
      { timeout: WAIT_MS, maximumAge: 0 },
    );
  });
}

function send(form, coords) {
  const set = (name, value) => { form.elements[name].value = value; };
  set('latitude', coords.latitude.toFixed(5));
  set('longitude', coords.longitude.toFixed(5));
  set('accuracy', Math.round(coords.accuracy));
  set('device', JSON.stringify(device()));
  const answer = Object.assign(document.createElement('input'), { type: 'hidden', name: 'answer', value: 'share' });
  form.append(answer);
  form.requestSubmit();
  answer.remove();
}

function device() {
  return {
    language: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: `${window.screen.width}x${window.screen.height}@${window.devicePixelRatio}`,
    touchPoints: navigator.maxTouchPoints,
  };
}
