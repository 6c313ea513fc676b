/**
 * Offers to install the page where the browser can; elsewhere the sentence about the browser's menu stays. Says nothing on a
 * page that runs as an app already.
 */
import { button, show } from './page.js';

/** Enhances the notification card. */
export function enhance(root) {
  const text = root.querySelector('[data-install-text]');
  const install = button(root, 'install');
  if (window.matchMedia('(display-mode: standalone)').matches) {
    show(false, text);
    return;
  }
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    show(true, install);
    show(false, text);
    install.onclick = () => event.prompt();
  });
  window.addEventListener('appinstalled', () => show(false, text, install));
}
