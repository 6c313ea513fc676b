/**
 * Live camera for one capture step: a guide frame, a plain sentence about light and sharpness, a shutter that is
 * always there and, with data-automatic, a shot when the view is steady. The picture becomes the file of the form's
 * own input, so sending it is the form's business. Refusal or absence of a camera leaves the upload and says so.
 * With data-fresh the upload shows only where the camera does not work; a send button with data-fixed keeps its words and its
 * place, and waits until there is a picture.
 */
import { judge, sampler } from './steady.js';
import { button, problem, show, texts } from './page.js';

const LOOK_MS = 200;
const GOOD_LOOKS_FOR_A_SHOT = 8;
const JPEG_QUALITY = 0.92;

/** Enhances one capture step; does nothing where the browser has no camera interface. */
export function enhance(root) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const form = root.closest('form');
  const view = {
    root, form, say: texts(root), video: root.querySelector('video'), finder: root.querySelector('[data-viewfinder]'),
    preview: root.querySelector('[data-preview]'), hint: root.querySelector('[data-hint]'),
    input: root.querySelector('input[type="file"]'), stream: undefined, timer: 0, guidance: '', address: '',
    hasFailed: false,
  };
  view.guidance = view.hint.textContent;
  button(form, 'start').addEventListener('click', () => start(view));
  button(form, 'shoot').addEventListener('click', () => shoot(view));
  button(form, 'again').addEventListener('click', () => start(view));
  button(form, 'instead')?.addEventListener('click', () => { stop(view); state(view, 'idle'); view.input.focus(); });
  view.input.addEventListener('change', () => { if (view.input.files.length) state(view, 'chosen'); });
  form.addEventListener('bulla:refused', () => state(view, 'idle'));
  window.addEventListener('pagehide', () => stop(view));
  state(view, 'idle');
}

/** The one place that says what is visible: idle, live, taken (a shot), chosen (a file). */
function state(view, name) {
  const on = (...names) => names.includes(name);
  const action = (key) => button(view.form, key);
  const part = (key) => view.root.querySelector(`[data-${key}]`);
  show(on('idle', 'chosen'), part('example'));
  show(on('idle', 'chosen') && (!('fresh' in view.root.dataset) || view.hasFailed), part('drop'));
  show(on('live', 'taken'), view.finder);
  show(on('live'), view.video, view.finder.querySelector('.guide'), action('shoot'), action('instead'));
  show(on('taken'), view.preview, action('again'));
  show(on('idle'), action('start'));
  const send = action('send');
  if ('fixed' in send.dataset) {
    send.disabled = !on('taken', 'chosen');
  } else {
    show(on('taken', 'chosen'), send);
    send.textContent = view.say(on('taken') ? 'camera-use' : 'upload-send');
  }
  view.hint.textContent = on('taken') ? view.say('camera-check') : view.guidance;
}

async function start(view) {
  const open = button(view.form, 'start');
  view.input.value = '';
  open.disabled = true;
  try {
    const video = { facingMode: { ideal: view.root.dataset.facing }, width: { ideal: 1920 }, height: { ideal: 1440 } };
    view.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    view.video.srcObject = view.stream;
    await view.video.play();
    // What was wrong with the last picture is not about the next one.
    problem(view.form, '');
    state(view, 'live');
    button(view.form, 'shoot').focus();
    watch(view);
  } catch (error) {
    stop(view);
    view.hasFailed = true;
    state(view, 'idle');
    view.hint.textContent = view.say(refusal(error.name));
  }
  open.disabled = false;
}

function refusal(name) {
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'camera-missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'camera-busy' : 'camera-refused';
}

/** Looks at the picture a few times a second and says the one thing that matters most. */
function watch(view) {
  const sample = sampler(view.video);
  let good = 0;
  let before;
  view.timer = setInterval(() => {
    const now = sample();
    const key = judge(now, before);
    before = now;
    good = key === 'camera-ready' ? good + 1 : 0;
    const sentence = key === 'camera-ready' && good < 3 ? view.guidance : view.say(key) || view.guidance;
    if (view.hint.textContent !== sentence) view.hint.textContent = sentence;
    view.finder.toggleAttribute('data-steady', good >= 3);
    if ('automatic' in view.root.dataset && good >= GOOD_LOOKS_FOR_A_SHOT) shoot(view);
  }, LOOK_MS);
}

function shoot(view) {
  // The automatic shot and a press may meet; the second would find no picture.
  if (!view.stream) return;
  clearInterval(view.timer);
  const canvas = document.createElement('canvas');
  canvas.width = view.video.videoWidth;
  canvas.height = view.video.videoHeight;
  canvas.getContext('2d').drawImage(view.video, 0, 0);
  stop(view);
  canvas.toBlob((blob) => keep(view, blob), 'image/jpeg', JPEG_QUALITY);
}

/** Makes the shot the input's file, so that the form sends it with or without progress. */
function keep(view, blob) {
  if (!blob) {
    state(view, 'idle');
    return;
  }
  const files = new DataTransfer();
  files.items.add(new File([blob], 'camera.jpg', { type: 'image/jpeg' }));
  view.input.files = files.files;
  if (view.address) URL.revokeObjectURL(view.address);
  view.address = URL.createObjectURL(blob);
  view.preview.src = view.address;
  state(view, 'taken');
  button(view.form, 'send').focus();
}

function stop(view) {
  clearInterval(view.timer);
  view.stream?.getTracks().forEach((track) => track.stop());
  view.stream = undefined;
  view.video.srcObject = null;
}
