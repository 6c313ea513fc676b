/**
 * Entry of the verification page. The page works without it: every step is an ordinary form.
 * Loads one module for each name in data-enhance, follows other devices, tells an embedding page what happened,
 * and keeps a form from being sent twice. Knows no step by name.
 */
import { follow } from './live.js';
import { report } from './frame.js';

async function enhance(root) {
  for (const name of root.dataset.enhance.split(/\s+/)) {
    const module = await import(`./${name}.js`);
    module.enhance(root);
  }
}

/** A second press changes nothing while the first is under way; modules that send by themselves are left alone. */
function sendOnce() {
  const sent = new WeakSet();
  window.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form').forEach((form) => sent.delete(form));
  });
}

document.querySelectorAll('[data-enhance]').forEach((root) => {
  enhance(root).catch((error) => console.warn(error));
});
sendOnce();
document.querySelectorAll('form[data-events-url]').forEach(follow);
report(document.body);

document.addEventListener('click', (event) => {
  document.querySelectorAll('details.menu[open]').forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
