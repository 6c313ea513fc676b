/**
 * Questions that depend on answers. The server decides: the answers so far are posted to data-visibility-url, which
 * answers {"visible": ["name", …]}. Hidden questions keep their values on the page, but are not sent.
 * When the server cannot be reached nothing changes; it decides again when the form is sent.
 */
import { show } from './page.js';

const PAUSE_MS = 250;

/** Enhances one page of a questionnaire. */
export function enhance(root) {
  const form = root.closest('form');
  const questions = [...root.querySelectorAll('[data-question]')];
  const asked = { timer: 0, request: undefined };
  questions.forEach((question) => reveal(question, !question.hidden));
  root.addEventListener('input', () => {
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => ask(root, form, questions, asked), PAUSE_MS);
  });
}

async function ask(root, form, questions, asked) {
  asked.request?.abort();
  asked.request = new AbortController();
  try {
    const answer = await fetch(root.dataset.visibilityUrl, {
      method: 'POST',
      body: answers(form, questions),
      headers: { 'X-Requested-With': 'bulla', Accept: 'application/json' },
      signal: asked.request.signal,
    });
    if (!answer.ok) return;
    const { visible } = await answer.json();
    questions.forEach((question) => reveal(question, visible.includes(question.dataset.question)));
  } catch (error) {
    if (error.name !== 'AbortError') console.warn(error);
  }
}

/** Every answer on the page, hidden ones too, without the files: their content never decides visibility. */
function answers(form, questions) {
  const off = controls(questions).filter((control) => control.disabled);
  off.forEach((control) => { control.disabled = false; });
  const data = new FormData(form);
  off.forEach((control) => { control.disabled = true; });
  const names = new Set([...data].filter(([, value]) => value instanceof File).map(([name]) => name));
  names.forEach((name) => data.delete(name));
  return data;
}

function reveal(question, visible) {
  show(visible, question);
  controls([question]).forEach((control) => { control.disabled = !visible; });
}

function controls(questions) {
  return questions.flatMap((question) => [...question.querySelectorAll('input, select, textarea')]);
}
