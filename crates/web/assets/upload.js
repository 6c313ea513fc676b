/**
 * Sends a picture with progress, cancel and retry; takes files by choosing, dropping and pasting.
 * The same multipart form goes to the same address, with X-Requested-With: bulla and Accept: application/json.
 * The server answers {"next": "/verify/…"} or {"problem": "text", "field": "file"}. A lost connection keeps the file.
 * On a problem the form gets the event "bulla:refused", so the camera can start again.
 */
import { button, go, problem, show, texts } from './page.js';

const HEIC = /\.(heic|heif)$/i;

/** Enhances one capture step. */
export function enhance(root) {
  const form = root.closest('form');
  const part = (name) => root.querySelector(`[data-${name}]`);
  const view = {
    root, form, say: texts(root), input: root.querySelector('input[type="file"]'), box: part('progress'),
    bar: root.querySelector('progress'), text: part('progress-text'), request: undefined, data: undefined,
  };
  show(true, part('drop-hint'));
  view.input.addEventListener('change', () => {
    const fault = firstFault(view, view.input.files[0]);
    problem(form, fault);
    if (fault) view.input.value = '';
    if (fault) form.dispatchEvent(new Event('bulla:refused'));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    view.data = new FormData(form);
    send(view);
  });
  button(form, 'cancel').addEventListener('click', () => {
    if (view.request) view.request.abort();
    else settle(view);
  });
  button(form, 'retry').addEventListener('click', () => send(view));
  takeDrops(view, part('drop'));
}

/** What can be said before anything is sent; the server looks again at the content. */
function firstFault(view, file) {
  if (!file) return '';
  if (file.size === 0) return view.say('intake-empty');
  if (file.size > Number(view.root.dataset.maxBytes)) return view.say('too-large');
  if (HEIC.test(file.name) || /hei[cf]/.test(file.type)) return view.say('intake-heic');
  if (file.type && !view.input.accept.split(',').includes(file.type)) return view.say('intake-unsupported');
  return '';
}

function takeDrops(view, zone) {
  const take = (files) => {
    if (!files?.length || view.request) return;
    const one = new DataTransfer();
    one.items.add(files[0]);
    view.input.files = one.files;
    view.input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.dataset.over = '';
  });
  zone.addEventListener('dragleave', () => delete zone.dataset.over);
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    take(event.dataTransfer.files);
  });
  document.addEventListener('paste', (event) => take(event.clipboardData?.files));
}

function send(view) {
  if (view.request) return;
  const request = new XMLHttpRequest();
  view.request = request;
  problem(view.form, '');
  busy(view, true);
  request.open('POST', view.form.action);
  request.setRequestHeader('X-Requested-With', 'bulla');
  request.setRequestHeader('Accept', 'application/json');
  request.upload.addEventListener('progress', (event) => advance(view, event));
  request.addEventListener('load', () => answered(view, request));
  request.addEventListener('error', () => failed(view, 'upload-failed'));
  request.addEventListener('abort', () => failed(view, 'upload-cancelled'));
  request.send(view.data);
}

function advance(view, event) {
  if (!event.lengthComputable) return;
  view.bar.value = event.loaded / event.total;
  view.text.textContent = event.loaded === event.total ? view.say('upload-checking') : view.say('upload-sending')
    .replace('{percent}', number(event.loaded / event.total, { style: 'percent' }))
    .replace('{left}', bytes(event.total - event.loaded));
}

function answered(view, request) {
  const answer = parse(request.responseText);
  if (answer.next) {
    go(answer.next);
    return;
  }
  if (!answer.problem) {
    failed(view, 'upload-failed');
    return;
  }
  settle(view);
  problem(view.form, answer.problem);
  view.input.value = '';
  view.form.dispatchEvent(new Event('bulla:refused'));
}

function failed(view, key) {
  busy(view, false);
  view.text.textContent = view.say(key);
  show(true, view.box, button(view.form, 'retry'));
}

function settle(view) {
  busy(view, false);
  show(false, view.box);
}

function busy(view, on) {
  if (on) view.bar.value = 0;
  else view.request = undefined;
  show(on, view.box, view.bar);
  show(false, button(view.form, 'retry'));
  view.form.querySelectorAll('.actions button').forEach((action) => { action.disabled = on; });
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function bytes(count) {
  const small = count < 1e6;
  const unit = { style: 'unit', unit: small ? 'kilobyte' : 'megabyte', maximumFractionDigits: small ? 0 : 1 };
  return number(count / (small ? 1e3 : 1e6), unit);
}

function number(value, options) {
  return new Intl.NumberFormat(document.documentElement.lang, options).format(value);
}
