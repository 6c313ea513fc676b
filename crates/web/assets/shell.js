/**
 * What every page for applicants does: loads one module for each name in data-enhance, keeps a form from being sent twice,
 * closes open menus. Knows no page by name; pages work without it.
 */

/** Enhances every element that asks for it. */
export function enhanceAll() {
  document.querySelectorAll('[data-enhance]').forEach((root) => {
    enhance(root).catch((error) => console.warn(error));
  });
}

async function enhance(root) {
  for (const name of root.dataset.enhance.split(/\s+/)) {
    const module = await import(`./${name}.js`);
    module.enhance(root);
  }
}

/** A second press changes nothing while the first is under way; modules that send by themselves are left alone. */
export function sendOnce() {
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

/** A menu closes when something else is pressed, and by Escape. */
export function closeMenus() {
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
}
