// Two models among files: their own page where it is written, else their facts side by side.
const asked = new URLSearchParams(location.search);
const [left, right] = ["left", "right"].map(side => asked.get(side)?.trim() || "");
const at = id => document.getElementById(id);
const NEAR = 5;

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

// Names as evenhand/catalog/naming.py has them: any of a model's names, a short form, either behind the lab's name.
const folded = name => name.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");
const known = ({ models, others }, text) => {
  const wanted = folded(text);
  const of = said => models.find(([id, name]) => folded(id) === said || folded(name) === said)?.[0]
    ?? (Object.hasOwn(others, said) ? others[said] : undefined);
  const behind = models.flatMap(([id, , ...lab]) => lab.map(folded)
    .filter(maker => wanted.startsWith(maker) && of(wanted.slice(maker.length)) === id).map(() => id));
  return wanted ? of(wanted) ?? behind[0] : undefined;
};
const alike = (one, other) => { // the share of signs that stand in both in the same order
  let row = Array(other.length + 1).fill(0);
  for (const sign of one) row = row.reduce((made, above, at) =>
    [...made, at ? (sign === other[at - 1] ? row[at - 1] + 1 : Math.max(above, made[at - 1])) : 0], []);
  return 2 * row.at(-1) / (one.length + other.length || 1);
};
const near = ({ models }, text) => {
  const wanted = folded(text);
  return models.map(([id, name]) => [id, name, Math.max(alike(wanted, folded(id)), alike(wanted, folded(name)))])
    .filter(([, , like]) => like > 0.6).sort((one, other) => other[2] - one[2]).slice(0, NEAR);
};
const instead = (side, name) => `?${new URLSearchParams({ left, right, [side]: name })}`;
const links = (side, names) => names.flatMap(([id, name], spot) => [spot ? ", " : "", make("a", name, { href: instead(side, id) })]);
const unknown = (names, side, text) => {
  const found = near(names, text);
  return make("p", [`No model is called ${text}. `, ...(found.length ? ["Did you mean ", ...links(side, found), "?"] : [])]);
};
const without = (side, model, effort) => {
  const efforts = [...new Set(model.tests.flatMap(test => test.scores.map(found => found.effort)))].filter(Boolean).sort();
  const said = efforts.map(one => [`${model.id}@${one}`, one]);
  return make("p", [`No score of ${model.name} is at effort ${effort}. `, ...(said.length ? ["It has scores at ", ...links(side, said), "."] : [])]);
};
const configured = (model, effort) => effort ? { ...model, name: `${model.name} (${effort} effort)`, tests: model.tests
  .map(test => ({ ...test, scores: test.scores.filter(found => found.effort === effort) })).filter(test => test.scores.length) } : model;

const same = model => make("p", [`There is nothing to choose: ${model.name} is one and the same model on both sides. `,
  make("a", "Its page", { href: `/models/${model.id}` }), " has all that is known of it."]);

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
const score = (found, mark = "") => make("div", [
  make("b", found.score), make("small", [
    `${mark}${found.conditions}; trust ${found.tier}; `,
    make("a", found.name, { href: `/sources/${found.source}` }),
    ...(found.link ? [", ", make("a", "page", { href: found.link, rel: "noopener nofollow" })] : []),
  ]),
]);

// Scores are like for like where what must match (evenhand/comparison/matching.py) is known of both and the same.
const SAID = {
  alike: ["Tests that both report under matching conditions", "Version, part, context, tries and tools are the same. Effort, harness and who measured may differ: they stand under each score."],
  apart: ["Tests that both report, not like for like", "Their conditions differ, or not all are stated: two scores of a row may not be set against each other."],
  one: ["Tests that one reports", ""],
  composite: ["Composites, which are no evidence", "Overall values that other sites print, each out of tests of the site’s own choice. No comparison counts them."],
};
const tests = (one, other, names) => {
  const two = [one, other].map(side => new Map(side.tests.map(test => [test.id, test])));
  const every = new Map([...one.tests, ...other.tests].map(test => [test.id, test]));
  const forms = (side, id) => (side.get(id)?.scores ?? []).map(found => found.form).filter(Boolean);
  const shared = id => new Set(forms(two[0], id).filter(form => forms(two[1], id).includes(form)));
  const kind = ({ id, composite }) => {
    if (composite) return "composite";
    if (!two.every(side => side.has(id))) return "one";
    return shared(id).size ? "alike" : "apart";
  };
  const scores = (found, same) => [
    ...found.filter(each => same.has(each.form)).map(each => score(each)),
    ...found.filter(each => !same.has(each.form)).map(each => score(each, same.size ? "not matched: " : "")),
  ];
  const line = test => row(
    [make("a", test.name, { href: `/benchmarks/${test.id}` }), make("small", test.category + (test.lower ? ", lower is better" : ""))],
    two.map(side => side.has(test.id) ? scores(side.get(test.id).scores, shared(test.id)) : "N/A"));
  return Object.entries(SAID).map(([name, said]) => [said, [...every.values()].filter(test => kind(test) === name)])
    .filter(([, some]) => some.length)
    .flatMap(([[title, note], some]) => [
      make("h2", `${title} (${some.length})`), ...(note ? [make("p", note, { className: "note" })] : []),
      table(["Test", ...names], some.map(line))]);
};

const join = async () => {
  const names = await read("/facts/models.json");
  at("models").append(...names.models.map(([value, text]) => make("option", text, { value })));
  at("left").value = left;
  at("right").value = right;
  if (!left || !right) return;
  const sides = [["left", left], ["right", right]].map(([side, text]) => {
    const [name, effort = ""] = text.split("@").map(part => part.trim());
    return { side, text, effort, id: known(names, name) };
  });
  const nobody = sides.filter(({ id }) => !id);
  if (nobody.length) return at("said").append(...nobody.map(({ side, text }) => unknown(names, side, text)));
  const own = `/compare/${sides.map(({ id, effort }) => effort ? `${id}@${effort}` : id).sort().map(encodeURIComponent).join("-vs-")}`;
  if ((await fetch(`${own}/`, { method: "HEAD" })).ok) {
    for (const name of ["left", "right"]) asked.delete(name);
    return location.replace(`${own}/${String(asked) && `?${asked}`}`);
  }
  const found = await Promise.all(sides.map(({ id }) => read(`/facts/models/${encodeURIComponent(id)}.json`)));
  const lacking = sides.map((side, spot) => [side, found[spot]])
    .filter(([{ effort }, model]) => effort && !configured(model, effort).tests.length);
  if (lacking.length) return at("said").append(...lacking.map(([{ side, effort }, model]) => without(side, model, effort)));
  const [one, other] = found.map((model, spot) => configured(model, sides[spot].effort));
  if (sides[0].id === sides[1].id && sides[0].effort === sides[1].effort) return at("said").append(same(one));
  const called = [one.name, other.name];
  document.title = `${called.join(" and ")} side by side · Evenhand`;
  at("said").textContent = "These two have no page of their own among these files.";
  const { server } = at("server").dataset;
  if (server) at("server").replaceChildren(make("a", "The server compares them.", { href: server + own }));
  at("joined").append(
    make("h2", "Facts"), table(["", ...called], [
      row("Page", [one, other].map(side => make("a", side.name, { href: `/models/${side.id}` }))),
      row("Lab", [one.lab, other.lab]), ...beside(one.facts, other.facts, fact => fact[1])]),
    make("h2", "Prices per million tokens, in and out"),
    table(["Provider", ...called], beside(one.prices, other.prices, price => `${price[1]} / ${price[2]}`)),
    ...tests(one, other, called));
};
join().catch(() => { at("said").textContent = "Their files could not be read. Try again later."; });
