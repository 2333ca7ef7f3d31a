// A head-to-head that answers again in place: the form's state is the address, and the page of that address is the answer.
const form = document.querySelector("#own");
const said = document.querySelector("#said");
const PAUSE = 250;
let waiting;
let asking;

// The shortest address that says what the form says: what is as usual is left out.
function asked() {
  const parts = new URLSearchParams();
  const weights = [];
  for (const field of form.elements) {
    if (!field.name || (field.type === "checkbox" && !field.checked)) continue;
    if (!field.value.trim() || field.value === field.dataset.usual) continue;
    if (field.type === "range") weights.push(`${field.name.slice("weight-".length)}:${field.value}`);
    else parts.set(field.name, field.value);
  }
  if (weights.length) parts.set("weights", weights.join(","));
  const query = parts.toString();
  return form.getAttribute("action") + (query && `?${query}`);
}

function show(page, address) {
  for (const old of document.querySelectorAll("[data-swap]")) {
    const made = page.getElementById(old.id);
    const folds = [...old.querySelectorAll("details")];
    const fresh = [...made.querySelectorAll("details")];
    if (folds.length === fresh.length) folds.forEach((fold, place) => (fresh[place].open = fold.open));
    old.replaceWith(document.adoptNode(made));
  }
  history.replaceState(null, "", address);
  copying();
}

// What was not answered is said beside the fields and over the answer, which stays as it was.
function refuse(why) {
  const shown = document.querySelector("#answer");
  const over = shown.querySelector(".refused") ?? document.createElement("p");
  over.className = "refused";
  over.textContent = said.textContent = `${why} The answer shown is the one from before.`;
  shown.prepend(over);
  shown.setAttribute("aria-busy", false);
}

const weightless = () => {
  const sliders = [...form.querySelectorAll("[type=range]")];
  return sliders.length > 0 && sliders.every((one) => !Number(one.value));
};

async function answer() {
  clearTimeout(waiting);
  asking?.abort();
  if (weightless()) return refuse("All weights are 0: at least one must be above 0.");
  asking = new AbortController();
  const address = asked();
  const busy = (is) => document.querySelector("#answer").setAttribute("aria-busy", is);
  busy(true);
  try {
    const reply = await fetch(address, { signal: asking.signal, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const news = page.querySelector(reply.ok ? "#answer .pick" : "main h1 + p").textContent;
    if (!reply.ok) return refuse(news);
    show(page, address);
    said.textContent = news;
  } catch (fault) {
    if (fault.name !== "AbortError") refuse("No answer came.");
    return;
  }
  busy(false);
}

form?.addEventListener("input", ({ target }) => {
  if (target.type === "range") target.nextElementSibling.value = target.value;
  clearTimeout(waiting);
  waiting = setTimeout(answer, PAUSE);
});
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
});

// What each button copies, once it is pressed.
const link = (id) => document.getElementById(id).href;
const frame = () =>
  `<iframe src="${link("as-embed")}" title="${document.title.replaceAll('"', "")}" width="640" height="${document.getElementById("as-embed").dataset.height}" loading="lazy"></iframe>`;
const text = {
  link: async () => location.href,
  markdown: async () => (await fetch(link("as-markdown"))).text(),
  embed: async () => frame().replaceAll(/&(?!amp;)/g, "&amp;"),
};

async function copy({ currentTarget: button }) {
  const label = (button.dataset.label ??= button.textContent);
  const blob = text[button.dataset.copy]().then((found) => new Blob([found], { type: "text/plain" }));
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Could not copy";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

function copying() {
  if (!navigator.clipboard?.write) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", copy);
  }
}

copying();
