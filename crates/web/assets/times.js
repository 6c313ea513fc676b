/**
 * Says times in the page's language and the viewer's zone. data-moment: the exact instant. data-ago: how long ago, with the
 * instant as its title. data-left: milliseconds until something ends, counted from when the page was made, so that a wrong
 * clock on this device does not matter; at the end the page is loaded again, once, and says what has become of it.
 */

const language = document.documentElement.lang;
const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]];
const GRACE_MS = 1_000;

/** Tells every time of the page, now and as long as the page is open. */
export function keepTime() {
  tell();
  setInterval(tell, 1_000);
}

/** Tells the times of `root` that are not told yet, and goes on counting. */
export function tell(root = document) {
  root.querySelectorAll('time[data-moment], time[data-ago], time[data-left]').forEach((time) => {
    const instant = new Date(time.dateTime);
    if (Number.isNaN(instant.getTime())) return;
    if ('left' in time.dataset) count(time);
    else say(time, 'ago' in time.dataset ? relative(instant - Date.now()) : short.format(instant));
    if (time.title !== exact.format(instant)) time.title = exact.format(instant);
  });
}

function count(time) {
  // Set when first seen: a list may arrive long after the page was loaded.
  time.endsAt ??= performance.now() + Number(time.dataset.left);
  const left = time.endsAt - performance.now();
  say(time, relative(Math.max(left, 0)));
  if (left < -GRACE_MS && !time.isOver) {
    time.isOver = true;
    window.location.reload();
  }
}

function relative(difference) {
  const unit = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? UNITS.at(-1);
  return words.format(Math.trunc(difference / unit[1]), unit[0]);
}

function say(time, text) {
  if (time.textContent !== text) time.textContent = text;
}
