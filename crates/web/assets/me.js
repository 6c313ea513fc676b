/**
 * Entry of the person's own page. The page works without it: requests are links and ordinary forms.
 * Tells times in words and in the viewer's zone, and learns of new requests while the page is open.
 */
import { follow } from './requests.js';
import { closeMenus, enhanceAll, sendOnce } from './shell.js';
import { keepTime } from './times.js';

enhanceAll();
sendOnce();
closeMenus();
keepTime();
follow(document.body);
