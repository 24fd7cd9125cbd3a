// Asks before what was typed in the form of the desk is lost.
'use strict';
{
  const form = document.querySelector('#content-main > form[method="post"]');
  // Chosen by default: what the page came with, also when the browser put other values back.
  const isTouched = field => {
    if (field.type === 'hidden' || field.disabled) return false;
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
    if (field.multiple) return [...field.options].some(one => one.selected !== one.defaultSelected);
    if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex(one => one.defaultSelected));
    return 'defaultValue' in field && field.value !== field.defaultValue;
  };
  const text = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  if (form) {
    const start = text(); // a source that was added on the spot is a default of its list at once
    let isSubmitted = false;
    form.addEventListener('submit', () => { isSubmitted = true; });
    window.addEventListener('pageshow', () => { isSubmitted = false; });
    window.addEventListener('beforeunload', event => {
      const unsaved = form.querySelector('[data-unsaved]') || text() !== start || [...form.elements].some(isTouched);
      if (unsaved && !isSubmitted) event.preventDefault();
    });
  }
}
