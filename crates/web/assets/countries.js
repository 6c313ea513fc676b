/**
 * Country names in the page's language, from the browser's own tables; the server's names stay where it has none.
 * Sorted as that language sorts. The chosen option stays chosen.
 */

/** Renames and sorts the options of one select whose values are two-letter codes. */
export function enhance(select) {
  const lang = document.documentElement.lang;
  const names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' });
  const options = [...select.options].filter((option) => /^[A-Z]{2}$/.test(option.value));
  options.forEach((option) => {
    option.textContent = names.of(option.value) ?? option.textContent;
  });
  const chosen = select.value;
  const order = new Intl.Collator(lang);
  options.sort((a, b) => order.compare(a.textContent, b.textContent));
  select.append(...options);
  select.value = chosen;
}
