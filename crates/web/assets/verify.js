/**
 * Entry of the verification page. The page works without it: every step is an ordinary form.
 * Follows other devices and tells an embedding page what happened. Knows no step by name.
 */
import { follow } from './live.js';
import { report } from './frame.js';
import { closeMenus, enhanceAll, sendOnce } from './shell.js';

enhanceAll();
sendOnce();
document.querySelectorAll('form[data-events-url]').forEach(follow);
report(document.body);
closeMenus();
