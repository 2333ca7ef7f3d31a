// Two models among files: their own page where it is written, else their facts side by side.
const asked = new URLSearchParams(location.search);
const [left, right] = ["left", "right"].map(side => asked.get(side)?.trim() || "");
const at = id => document.getElementById(id);

const make = (name, parts = [], more = {}) => {
  const made = Object.assign(document.createElement(name), more);
  made.append(...[parts].flat());
  return made;
};
const read = async address => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
};
const known = (models, text) => {
  const same = value => value.toLowerCase() === text.toLowerCase();
  return models.find(([id, name]) => same(id) || same(name))?.[0];
};
const table = (head, body) => make("div", make("table", [
  make("thead", make("tr", head.map(text => make("th", text, { scope: "col" })))),
  make("tbody", body),
], { className: "tight" }), { className: "scroll", tabIndex: 0 });
const row = (label, cells) => make("tr", [make("th", label, { scope: "row" }), ...cells.map(cell => make("td", cell))]);
const beside = (one, other, show) => {
  const two = [one, other].map(rows => new Map(rows.map(found => [found[0], found])));
  return [...new Set([...two[0].keys(), ...two[1].keys()])]
    .map(key => row(key, two.map(side => side.has(key) ? show(side.get(key)) : "N/A")));
};
const score = found => make("div", [
  make("b", found.score), make("small", [
    `${found.conditions}; trust ${found.tier}; `,
    make("a", found.name, { href: `/sources/${found.source}` }),
    ...(found.link ? [", ", make("a", "page", { href: found.link, rel: "noopener nofollow" })] : []),
  ]),
]);
const tests = (one, other, names) => {
  const two = [one, other].map(side => new Map(side.tests.map(test => [test.id, test])));
  const every = new Map([...one.tests, ...other.tests].map(test => [test.id, test]));
  const both = [...every.values()].filter(test => two.every(side => side.has(test.id)));
  const rest = [...every.values()].filter(test => !both.includes(test));
  return [["Tests that both report", both], ["Tests that one reports", rest]]
    .filter(([, some]) => some.length)
    .flatMap(([title, some]) => [make("h2", `${title} (${some.length})`), table(["Test", ...names], some.map(test => row(
      [make("a", test.name, { href: `/benchmarks/${test.id}` }), make("small", test.category + (test.lower ? ", lower is better" : ""))],
      two.map(side => side.get(test.id)?.scores.map(score) ?? "N/A"))))]);
};

const join = async () => {
  const { models } = await read("/facts/models.json");
  at("models").append(...models.map(([value, text]) => make("option", text, { value })));
  at("left").value = left;
  at("right").value = right;
  if (!left || !right) return;
  const ids = [left, right].map(text => known(models, text));
  const unknown = [left, right].filter((_, i) => !ids[i]);
  if (unknown.length) return at("said").textContent = `No model is called ${unknown.join(" or ")}.`;
  const own = `/compare/${[...ids].sort().map(encodeURIComponent).join("-vs-")}`;
  if ((await fetch(`${own}/`, { method: "HEAD" })).ok) return location.replace(`${own}/`);
  const [one, other] = await Promise.all(ids.map(id => read(`/facts/models/${encodeURIComponent(id)}.json`)));
  const names = [one.name, other.name];
  document.title = `${names.join(" and ")} side by side · Evenhand`;
  const { server } = at("server").dataset;
  if (server) at("server").replaceChildren(make("a", "The server compares them.", { href: server + own }));
  at("joined").append(
    make("h2", "Facts"), table(["", ...names], [
      row("Page", [one, other].map(side => make("a", side.name, { href: `/models/${side.id}` }))),
      row("Lab", [one.lab, other.lab]), ...beside(one.facts, other.facts, found => found[1])]),
    make("h2", "Prices per million tokens, in and out"),
    table(["Provider", ...names], beside(one.prices, other.prices, found => `${found[1]} / ${found[2]}`)),
    ...tests(one, other, names));
};
join().catch(() => { at("said").textContent = "Their files could not be read. Try again later."; });
