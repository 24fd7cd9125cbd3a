// Script only saves a click: every page works without it.

// A button to print is of no use where nothing can press it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Wide screens show the filters and the table at once; older browsers cannot do that in CSS alone.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 48rem)").matches) {
  for (const details of document.querySelectorAll("[data-wide-open]")) {
    details.open = true;
    details.dataset.opened = "";
  }
}

// Leave empty fields and defaults out of the address.
for (const form of document.querySelectorAll("form[data-tidy]")) {
  form.addEventListener("formdata", (event) => {
    const kept = [...event.formData].filter(([name, value]) => value && value !== "alle");
    for (const name of new Set(event.formData.keys())) event.formData.delete(name);
    for (const [name, value] of kept) event.formData.append(name, value);
  });
}

// The button says how many will follow, at every choice; while it is not known: that there are some.
for (const button of document.querySelectorAll("[data-count]")) {
  const plain = button.textContent;
  const say = (total) => {
    button.textContent = `Toon ${total} ${Number(total) === 1 ? "interventie" : "interventies"}`;
  };
  let latest = 0;
  let waiting;
  const count = async () => {
    const mine = ++latest;
    const chosen = new URLSearchParams([...new FormData(button.form)]);
    chosen.delete("lijst");
    chosen.set("perPagina", "1");
    button.textContent = plain;
    const response = await fetch(`${button.dataset.count}?${chosen}`).catch(() => null);
    if (mine !== latest || !response?.ok) return;
    const { aantal } = await response.json();
    if (mine === latest) say(aantal);
  };
  const isAsSent = () =>
    [...button.form.elements].every((one) => {
      if (one.type === "checkbox" || one.type === "radio") return one.checked === one.defaultChecked;
      return one.type !== "search" || one.value === one.defaultValue;
    });
  const later = (delay) => {
    clearTimeout(waiting);
    latest += 1;
    button.textContent = plain;
    waiting = setTimeout(count, delay);
  };
  button.form.addEventListener("change", () => later(0));
  button.form.addEventListener("input", (event) => event.target.type === "search" && later(300));
  addEventListener("pageshow", () => (isAsSent() ? say(button.dataset.total) : later(0)));
}

// Suggestions while typing, in the browser's own list: keyboard and screen reader know it.
for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggesties`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`);
      if (!response.ok) return;
      const { suggesties } = await response.json();
      list.replaceChildren(...suggesties.map((name) => new Option(name, name)));
    }, 150);
  });
}

// Copy a summary with its headings and sources, for a word processor.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard || typeof ClipboardItem === "undefined") continue;
  const said = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    const copy = text.cloneNode(true);
    for (const link of copy.querySelectorAll("a[href]")) link.href = link.href; // the whole address
    const as = (kind, data) => new Blob([data], { type: kind });
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": as("text/html", copy.innerHTML),
          "text/plain": as("text/plain", text.innerText),
        }),
      ]);
      said.textContent = "De tekst is gekopieerd.";
    } catch {
      said.textContent = "Kopiëren lukt niet. Selecteer de tekst zelf.";
    }
  });
}

// The share sheet of the device, where it has one.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = document.querySelector("meta[name=description]").content;
    navigator.share({ title: document.title, text, url: button.dataset.share }).catch(() => {});
  });
}

// Who puts something on the list stays where it was on the page; the message is in the bar.
const LIST_PLACE = "kb-place";
for (const link of document.querySelectorAll('a.kb-toggle[href$="#op-mijn-lijst"]')) {
  link.addEventListener("click", () => sessionStorage.setItem(LIST_PLACE, scrollY));
}
if (location.hash === "#op-mijn-lijst" && sessionStorage.getItem(LIST_PLACE)) {
  const place = Number(sessionStorage.getItem(LIST_PLACE));
  sessionStorage.removeItem(LIST_PLACE);
  addEventListener("load", () => {
    document.getElementById("op-mijn-lijst")?.focus({ preventScroll: true });
    scrollTo(0, place);
  });
}
