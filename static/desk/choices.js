// What select2 leaves out: names for who listens, and what is chosen as a list with buttons.
'use strict';
{
  const $ = django.jQuery;
  const labelOf = select => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    label.id ||= `${select.id}_label`;
    return label;
  };
  const nameOf = select => labelOf(select).firstChild.textContent.trim().replace(/:$/, '');

  const drop = (select, option, place) => {
    option.selected = false;
    $(select).trigger('change');
    const buttons = select.parentElement.querySelectorAll('.desk-chosen button');
    (buttons[Math.min(place, buttons.length - 1)] ?? fieldOf(select)).focus();
  };
  const fieldOf = select => $(select).data('select2').$container[0].querySelector('input, [role=combobox]');

  // Of a field with several values: what is chosen, each with a button to take it away.
  const list = select => {
    const items = document.createElement('ul');
    items.className = 'desk-chosen';
    items.setAttribute('aria-label', `Gekozen: ${nameOf(select)}`);
    select.before(items);
    const fill = () => {
      const chosen = [...select.selectedOptions];
      items.hidden = !chosen.length;
      items.replaceChildren(...chosen.map((option, place) => {
        const item = document.createElement('li'), button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'Haal weg';
        button.setAttribute('aria-label', `Haal weg: ${option.text}`);
        button.addEventListener('click', () => drop(select, option, place));
        item.append(Object.assign(document.createElement('span'), { textContent: option.text }), button);
        return item;
      }));
      setTimeout(() => { fieldOf(select).placeholder = select.dataset.placeholder; }); // select2 takes it away
    };
    fill();
    $(select).on('change', fill);
  };

  const dress = select => {
    const id = labelOf(select).id, help = select.getAttribute('aria-describedby');
    const box = $(select).data('select2').$container[0], shown = box.querySelector('.select2-selection');
    if (select.multiple) {
      const field = shown.querySelector('input');
      shown.setAttribute('aria-labelledby', id);
      field.setAttribute('aria-labelledby', id);
      if (help) field.setAttribute('aria-describedby', help);
      list(select);
    } else {
      const value = shown.querySelector('.select2-selection__rendered');
      value.removeAttribute('role');
      value.removeAttribute('aria-readonly');
      shown.setAttribute('aria-labelledby', `${id} ${value.id}`);
      if (help) shown.setAttribute('aria-describedby', help);
    }
    $(select).on('select2:open', () => {
      const results = document.querySelector('.select2-container--open .select2-results__options');
      results.setAttribute('aria-label', `Keuzes: ${nameOf(select)}`);
      shown.setAttribute('aria-controls', results.id);
      const field = document.querySelector('.select2-dropdown .select2-search__field');
      field?.setAttribute('aria-label', `Zoek: ${nameOf(select)}`);
      field?.focus();
    });
    // jQuery's own 'change' is heard by jQuery only.
    $(select).on('change', () => select.dispatchEvent(new Event('input', { bubbles: true })));
  };
  const dressAll = within => within.querySelectorAll('select.select2-hidden-accessible').forEach(dress);

  $(() => dressAll(document)); // after Django's own, which stands before this
  document.addEventListener('formset:added', event => dressAll(event.target));
}
