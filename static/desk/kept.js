// Keeps what somebody types in a form of content in this browser, until it is saved, for seven days
// at most; offers it again to the same account, at the same form. Never puts it back by itself.
//
// A form takes part with `data-keep` on it or on something in it; the value tells several forms of a
// page apart, `data-keep-label` says what each is about. A field with `data-keep-not` is left out.
// Where the browser keeps nothing, or no more, all this is silent and the form works.
'use strict';
{
  const { account, signedOut } = document.currentScript.dataset;
  const TEXT = 'desk-text:', OUT = 'desk-out:'; // in localStorage: a text, when an account signed out
  const SENT = 'desk-sent', LEAVING = 'desk-leaving'; // of this tab: the text that was sent, who signs out
  const LONGEST = 7 * 24 * 60 * 60 * 1000;
  const NEVER = /^(password|file|email|tel|hidden|submit|button|reset|image)$/;
  const BOX = /^([a-z_]+)-(\d+)-/; // the start of the name of a field in a box below the form
  const opened = Date.now();

  const quietly = work => { try { return work(); } catch { return undefined; } };
  const read = key => quietly(() => JSON.parse(localStorage.getItem(key)));
  const forget = key => quietly(() => localStorage.removeItem(key));
  const keys = start => quietly(() => Object.keys(localStorage).filter(key => key.startsWith(start))) ?? [];

  // --- What a form holds ---------------------------------------------------------------------------

  const isKept = field => field.name && !NEVER.test(field.type) && !field.disabled && !field.readOnly
    && field.autocomplete !== 'one-time-code' && !field.closest('[data-keep-not]') && !field.name.includes('__prefix__');
  const isBox = field => field.type === 'checkbox' || field.type === 'radio';
  const keyOf = field => isBox(field) ? `${field.name}=${field.value}` : field.name;
  const fieldsOf = form => [...form.elements].filter(isKept);
  const texts = options => options.map(option => [option.value, option.text]);
  const now = field => isBox(field) ? field.checked : field.options ? texts([...field.selectedOptions]) : field.value;
  const chosenAtFirst = field => {
    const chosen = [...field.options].filter(option => option.defaultSelected);
    return chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
  };
  const atFirst = field => isBox(field) ? field.defaultChecked : field.options ? texts(chosenAtFirst(field)) : field.defaultValue;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const standOf = form => form.elements._stand;

  const idOf = (form, box) => form.elements[`${box}-id`]?.value ?? '';
  const boxesOf = form => [...new Set([...form.elements].map(one => BOX.exec(one.name)?.[0].slice(0, -1)).filter(Boolean))];
  // What a page came with: of what comes back unsaved nothing, for all in it was typed.
  const startOf = (form, isUnsaved) => Object.fromEntries(isUnsaved ? [] : fieldsOf(form).map(field => [keyOf(field), atFirst(field)]));
  const emptyOf = (form, name) => { // of a box without a row: the field that a new one begins with
    const box = BOX.exec(name)?.[0].slice(0, -1);
    return box && !idOf(form, box) ? form.elements[name.replace(BOX, '$1-__prefix__-')] : null;
  };
  const typedIn = (form, start) => Object.fromEntries(fieldsOf(form).map(field => {
    const empty = emptyOf(form, field.name);
    return [keyOf(field), now(field), start[keyOf(field)] ?? (empty ? atFirst(empty) : undefined)];
  }).filter(([, value, before]) => !same(value, before)).map(([key, value]) => [key, value]));

  // --- Keeping -------------------------------------------------------------------------------------

  const keeper = (form, mark) => {
    const start = `${TEXT}${account}:${location.pathname}:${mark.dataset.keep}:`;
    const own = `${start}${opened.toString(36)}${Math.random().toString(36).slice(2)}`;
    const isUnsaved = Boolean(form.querySelector('[data-unsaved]'));
    const before = startOf(form, isUnsaved);
    let typedAt = isUnsaved ? opened : 0, waiting; // leaving a page much later makes its text no newer
    const write = () => {
      clearTimeout(waiting);
      if (!typedAt || read(`${OUT}${account}`) > opened) return; // somebody signed out in another tab
      const fields = typedIn(form, before);
      if (!Object.keys(fields).length) return forget(own);
      const boxes = Object.fromEntries(boxesOf(form).map(box => [box, idOf(form, box)]));
      const text = { at: typedAt, stand: standOf(form)?.value, boxes, fields };
      return quietly(() => { localStorage.setItem(own, JSON.stringify(text)); return true; });
    };
    form.addEventListener('input', () => {
      typedAt = Date.now();
      clearTimeout(waiting);
      waiting = setTimeout(write, 400);
    });
    form.addEventListener('change', () => { typedAt = Date.now(); write(); });
    window.addEventListener('pagehide', write);
    document.addEventListener('visibilitychange', write);
    return { form, mark, start, own, isUnsaved, write, begin: () => { typedAt = Date.now(); } };
  };

  // --- Offering ------------------------------------------------------------------------------------

  // Where the boxes of a kept text stand in the form of now: by row, and new ones in boxes without.
  const placesOf = (form, text) => {
    const places = {};
    for (const [box, id] of Object.entries(text.boxes)) {
      if (!Object.keys(text.fields).some(key => key.startsWith(`${box}-`))) continue;
      const kind = box.replace(/-\d+$/, '');
      const alike = () => boxesOf(form).filter(one => one.startsWith(`${kind}-`));
      const free = () => alike().find(one => !idOf(form, one) && !Object.values(places).includes(one));
      const known = id && alike().find(one => idOf(form, one) === id);
      if (!known && !free()) document.querySelector(`#${kind}-group .add-row :is(a, button)`)?.click();
      places[box] = known || free();
    }
    return places;
  };

  const fill = (field, value) => {
    if (isBox(field)) field.checked = value;
    else if (field.options) {
      for (const [key, text] of value) {
        if (![...field.options].some(option => option.value === key)) field.add(new Option(text, key));
      }
      const chosen = value.map(([key]) => key);
      for (const option of field.options) option.selected = chosen.includes(option.value);
      window.django?.jQuery?.(field).trigger('change');
    } else field.value = value;
  };

  const putBack = (keep, key, text) => {
    const { form } = keep, places = placesOf(form, text);
    const known = Object.fromEntries(fieldsOf(form).map(field => [keyOf(field), field]));
    const filled = Object.entries(text.fields).map(([name, value]) => {
      const field = known[name.replace(BOX, start => `${places[start.slice(0, -1)]}-`)];
      if (field) fill(field, value);
      return field;
    }).filter(Boolean);
    // The text that this was typed on: what somebody else saved since, is compared with it.
    if (text.stand && standOf(form)) standOf(form).value = text.stand;
    keep.begin();
    if (keep.write()) forget(key);
    form.closest('details')?.setAttribute('open', '');
    filled[0]?.focus();
  };

  const offer = (keep, key) => {
    const text = read(key), box = document.createElement('div'), words = document.createElement('p');
    const moment = new Date(text.at).toLocaleString('nl-NL', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' });
    const about = keep.mark.dataset.keepLabel ? ` Het gaat over ‘${keep.mark.dataset.keepLabel}’.` : '';
    const stand = standOf(keep.form);
    const changed = text.stand && stand && text.stand !== stand.value
      ? ' Daarna is hier iets anders opgeslagen: bij het opslaan ziet u wat er verschilt.' : '';
    words.append(
      Object.assign(document.createElement('strong'), { textContent: `Hier staat nog tekst van u van ${moment}.` }),
      ` Die is niet opgeslagen.${about}${changed}`,
    );
    box.className = 'desk-kept';
    words.setAttribute('role', 'status');
    box.append(words);
    for (const [name, act] of [['Terugzetten', () => putBack(keep, key, text)], ['Weggooien', () => forget(key)]]) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: name });
      button.addEventListener('click', () => { box.remove(); act(); });
      box.append(button, ' ');
    }
    document.getElementById('content').querySelector('h1')?.after(box);
  };

  // --- Beginning, saving, signing out ---------------------------------------------------------------

  const tooOld = key => !(read(key)?.at > Date.now() - LONGEST);
  keys(TEXT).filter(tooOld).forEach(forget);
  keys(OUT).filter(key => !(read(key) > Date.now() - LONGEST)).forEach(forget);

  const sent = quietly(() => sessionStorage.getItem(SENT));
  quietly(() => sessionStorage.removeItem(SENT));
  const isSaved = document.querySelector('.messagelist .success, [data-saved]');
  if (sent && isSaved) forget(sent);

  // Whose session was over already, is not known to the server any more, but this tab knows.
  const leaving = quietly(() => sessionStorage.getItem(LEAVING));
  quietly(() => sessionStorage.removeItem(LEAVING));
  for (const one of new Set([signedOut, !account && leaving].filter(Boolean))) {
    keys(`${TEXT}${one}:`).forEach(forget);
    quietly(() => localStorage.setItem(`${OUT}${one}`, JSON.stringify(Date.now())));
  }

  const keepers = account ? [...document.querySelectorAll('[data-keep]')].map(mark => keeper(mark.closest('form'), mark)) : [];
  for (const keep of keepers) {
    if (keep.isUnsaved && keep.write() && sent) forget(sent); // it goes on under the name of this page
    keys(keep.start).filter(key => key !== keep.own)
      .sort((one, other) => read(one).at - read(other).at).forEach(key => offer(keep, key));
  }
  document.addEventListener('submit', event => quietly(() => {
    const keep = keepers.find(one => one.form === event.target);
    keep?.write();
    if (keep) sessionStorage.setItem(SENT, keep.own);
    else sessionStorage.removeItem(SENT);
    if (event.target.id === 'logout-form') sessionStorage.setItem(LEAVING, account);
  }));
}
