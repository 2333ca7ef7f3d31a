// The board without reloads: filters, order and columns, all of them in the address.
// After board_pick.js and, where no server answers, board_rows.js, which sifts the rows that are here.
const form = document.getElementById("filters");
const count = document.getElementById("count");
const weighing = document.querySelector("[aria-label='Your own weights']"); // keeps in hidden fields what else is asked
let waiting, under;

const asked = () => {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && name !== "columns") said.append(name, value);
  const columns = [...form.querySelectorAll("[name=columns]:checked")].map(box => box.value).join();
  if (said.get("sort") === "place") said.delete("sort");
  if (columns !== form.dataset.opening) said.set("columns", columns || "place");
  return said;
};
const address = said => form.getAttribute("action") + (String(said) && `?${said}`).replaceAll("%2C", ",");

const order = name => {
  for (const option of form.sort.options) {
    const is = option.value.replace("-", "") === name.replace("-", "");
    option.value = is ? name : option.value.replace("-", "");
    if (is) option.selected = true;
  }
};
const fill = said => {
  const columns = (said.get("columns") || form.dataset.opening).split(",");
  for (const field of form.elements) {
    if (field.name === "sort") order(said.get("sort") || "place");
    else if (field.name === "columns") field.checked = columns.includes(field.value);
    else if (field.type === "checkbox") field.checked = said.has(field.name);
    else if (field.name && field.type !== "hidden") field.value = said.get(field.name) || "";
  }
};

// A link was made for the rows that are here; what was typed since then stays.
const changed = link => {
  const said = asked(), here = new URLSearchParams(location.search), there = new URLSearchParams(link.search);
  for (const name of new Set([...here.keys(), ...there.keys()])) {
    if (here.get(name) === there.get(name)) continue;
    if (there.has(name)) said.set(name, there.get(name));
    else said.delete(name);
  }
  return said;
};

const load = async (said, sort) => {
  under?.abort();
  under = new AbortController();
  const there = address(said);
  try {
    const answer = await fetch(there, { signal: under.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [document.getElementById("views"), shown]) part.replaceChildren(...page.getElementById(part.id).childNodes);
    weighing?.querySelectorAll("[type=hidden]").forEach(field => field.remove());
    weighing?.append(...page.querySelectorAll("[aria-label='Your own weights'] [type=hidden]"));
    count.textContent = page.getElementById("count").textContent;
    history.replaceState(null, "", there);
    tick();
    if (sort && document.activeElement === document.body) shown.querySelector(`[data-sort="${sort}"]`)?.focus();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(there);
  }
};
const show = (wait, sort) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const said = asked();
    if (!files) return load(said, sort);
    sift(said, form.dataset.opening, count);
    history.replaceState(null, "", location.pathname + (String(said) && `?${said}`));
  }, wait);
};

form.addEventListener("input", event => show(/search|number/.test(event.target.type) ? 250 : 0));
form.addEventListener("submit", event => { event.preventDefault(); show(0); });
shown.addEventListener("click", event => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const sort = link.dataset.sort;
  if (!sort && (link.pathname !== location.pathname || files)) return;
  event.preventDefault();
  if (sort) order(form.sort.value === sort ? `-${sort}` : sort);
  else fill(changed(link));
  show(0, sort);
});

if (files) {
  form.hidden = false;
  fill(new URLSearchParams(location.search));
  show(0);
} else if (form.q.value !== form.q.defaultValue) show(0); // typed before this script was here
