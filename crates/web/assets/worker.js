/**
 * The worker of a person's own page: shows that something is asked, and opens the page when pressed. The server puts the words
 * in front (WORDS: title by kind, text). A message holds a kind and an id, nothing secret; a notification shows neither amount
 * nor name of anybody. Keeps nothing and answers no request: the page always comes from the server.
 */
const ID = /^[0-9a-f-]{36}$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const message = read(event.data);
  const options = {
    body: WORDS.text,
    lang: WORDS.lang,
    dir: WORDS.dir,
    icon: WORDS.icon,
    tag: message.inquiry,
    data: { inquiry: message.inquiry },
    requireInteraction: true,
  };
  event.waitUntil(self.registration.showNotification(WORDS[message.kind] ?? WORDS.other, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.inquiry ?? ''));
});

function read(data) {
  try {
    const { kind, inquiry } = data.json();
    return { kind: kind === 'confirmation' ? kind : 'other', inquiry: ID.test(inquiry) ? inquiry : '' };
  } catch {
    return { kind: 'other', inquiry: '' };
  }
}

/** Goes to the request in a window that shows this page already, or in a new one. */
async function open(inquiry) {
  const page = new URL(self.registration.scope);
  if (inquiry) page.pathname += `/inquiry/${inquiry}`;
  const windows = await self.clients.matchAll({ type: 'window' });
  const shown = windows.find((client) => client.url.startsWith(self.registration.scope));
  if (!shown) {
    await self.clients.openWindow(page.href);
    return;
  }
  await shown.navigate(page.href);
  await shown.focus();
}
