// The board of a site made of files: filters, order and columns work on the rows that the page already has.
const board = document.querySelector("table.board");
const rows = [...board.querySelectorAll("tbody tr")].map(line => [line, JSON.parse(line.dataset.values)]);
const names = document.getElementById("filters").dataset.orders.split(" ");
const spots = Object.fromEntries(names.map((name, spot) => [name.replace(/-$/, ""), spot]));
const compared = (one, other) => typeof one === "string" ? one.localeCompare(other) : one - other;

for (const link of board.querySelectorAll("[data-sort]")) link.href = `?sort=${link.dataset.sort}`;

// What evenhand/catalog/searching.py does: every word in one of the names, which stand one a line.
const gap = "[^\\p{L}\\p{N}\\n+]*";
const spelt = word => (/^\d/.test(word) ? "(?<!\\d)(?<!\\d\\.)" : "")
  + [...word].map(sign => sign === "+" ? "\\+" : sign).join(gap);
const folded = part => part.replace(/[^\p{L}\p{N}+]/gu, "");
const meaning = asked => {
  const parts = asked.toLowerCase().split(/[\s/]+/).filter(part => folded(part));
  const words = parts.map(folded);
  const forms = words.map((word, at) => {
    const end = /^(.*\D)?\d[!-/:-@[-`{-~]*$/u.test(parts[at]) ? "(?!\\d)" : "";
    return at && /^\d/.test(word) ? `${spelt(word)}${end}|${spelt(words[at - 1] + word)}${end}` : spelt(word) + end;
  });
  const patterns = forms.map(form => new RegExp(form, "u"));
  return held => !asked.trim() || (patterns.length > 0 && patterns.every(pattern => pattern.test(held)));
};

// Whether a row passes, or the filters that it may or may not keep: nobody knows; both days of release are one.
const passes = (values, said, means) => {
  const [lab, open, reasons, retired, held] = values.slice(names.length);
  const { output, context, released } = Object.fromEntries(Object.entries(spots).map(([name, spot]) => [name, values[spot]]));
  const limits = {
    q: () => means(held),
    lab: asked => lab === asked,
    open: () => open,
    reasoning: () => reasons,
    retired: asked => retired === (asked === "only"),
    max_price: asked => output <= +asked,
    min_context: asked => context >= +asked,
    since: asked => released >= asked.slice(0, released.length),
    until: asked => released <= asked,
  };
  const known = { open, reasoning: reasons, max_price: output, min_context: context, since: released, until: released };
  const unknown = [...said.keys()].filter(name => known[name] === null);
  if (![...said].every(([name, asked]) => !limits[name] || unknown.includes(name) || limits[name](asked))) return false;
  return unknown.length ? new Set(unknown.map(name => /since|until/.test(name) ? "released" : name)) : true;
};

const leftOut = document.getElementById("unknown");
const tell = unknown => {
  const said = JSON.parse(leftOut.dataset.said);
  const parts = Object.entries(unknown).map(([name, many]) => `${many} ${many === 1 ? "model" : "models"} ${said[name]}`);
  leftOut.hidden = !parts.length;
  leftOut.textContent = leftOut.dataset.start + parts.join(", ") + ".";
};

function sift(said, opening, count) {
  const sort = said.get("sort") || "place", name = sort.replace("-", ""), spot = spots[name];
  const falling = names[spot].endsWith("-") !== sort.startsWith("-");
  const means = meaning(said.get("q") || "");
  const unknown = {};
  let left = 0;
  for (const [line, values] of rows) {
    const pass = passes(values, said, means);
    left += !(line.hidden = pass !== true);
    if (pass) for (const name of pass === true ? [] : pass) unknown[name] = (unknown[name] || 0) + 1;
  }
  tell(unknown);
  const known = rows.filter(([, values]) => values[spot] !== null);
  known.sort(([, one], [, other]) => (falling ? -1 : 1) * compared(one[spot], other[spot]) || one[0] - other[0]);
  const last = rows.filter(([, values]) => values[spot] === null);
  board.tBodies[0].append(...[...known, ...last].map(([line]) => line));

  const columns = (said.get("columns") || opening).split(",");
  for (const head of board.querySelectorAll("th[data-column]")) {
    for (const line of board.rows) line.cells[head.cellIndex].hidden = !columns.includes(head.dataset.column);
  }
  board.classList.toggle("auto", !said.has("columns"));
  for (const head of board.tHead.rows[0].cells) head.removeAttribute("aria-sort");
  for (const link of board.querySelectorAll("[data-sort]")) {
    link.removeAttribute("aria-current");
    if (link.dataset.sort !== name) continue;
    link.setAttribute("aria-current", "true");
    link.closest("th").setAttribute("aria-sort", falling ? "descending" : "ascending");
  }
  document.getElementById("order").hidden = sort !== "place";
  count.textContent = left < rows.length ? `${left} of ${rows.length} ranked models` : `${left} ranked models`;
  if (!left) count.textContent = "No model passes these filters";
}
