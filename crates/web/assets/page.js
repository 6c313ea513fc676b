/**
 * Small helpers every enhancement shares: texts from the page's <template data-texts>, buttons by data-action,
 * and the problem notice. Knows nothing about steps. All words come from the HTML.
 */

/** A function key → text, reading the <template data-texts> inside `root`. */
export function texts(root) {
  const template = root.querySelector('template[data-texts]');
  const found = new Map();
  template?.content.querySelectorAll('[data-text]').forEach((node) => {
    found.set(node.dataset.text, node.textContent);
  });
  return (key) => found.get(key) ?? '';
}

/** The form's button for one action; absent actions answer undefined. */
export function button(form, action) {
  return form.querySelector(`[data-action="${action}"]`) ?? undefined;
}

/** Shows or hides every given element. */
export function show(visible, ...elements) {
  elements.forEach((element) => {
    if (element) element.hidden = !visible;
  });
}

/** Puts `text` in the form's problem notice, or hides the notice when `text` is empty. */
export function problem(form, text) {
  const notice = form.querySelector('[data-problem]');
  notice.querySelector('[data-problem-text]').textContent = text;
  show(text !== '', notice);
  if (text) notice.scrollIntoView({ block: 'nearest' });
}

/** Follows an address the server gave, only inside this site. */
export function go(address) {
  const target = new URL(address, window.location.href);
  if (target.origin === window.location.origin) window.location.assign(target);
}
