// Rows of the board that are chosen for a comparison; they stay chosen while the rows change.
const shown = document.getElementById("shown");
const files = Boolean(document.getElementById("filters").dataset.orders); // a site of files has pages for two alone
const most = files ? 2 : 6;
const chosen = new Set([...shown.querySelectorAll("[name=models]:checked")].map(box => box.value));

function tick() {
  for (const box of shown.querySelectorAll("[name=models]")) {
    box.checked = chosen.has(box.value);
    box.disabled = !box.checked && chosen.size >= most;
  }
  const bar = document.getElementById("pick");
  if (!bar) return;
  bar.hidden = false;
  bar.querySelector("button").disabled = chosen.size < 2;
  bar.querySelector("[role=status]").textContent = chosen.size === 0 ? `Choose two${files ? "" : " to six"} models in the first column.`
    : `${chosen.size} chosen${chosen.size < 2 ? ", one more to compare" : chosen.size < most ? "" : ", the most that fit"}.`;
}

shown.addEventListener("change", event => {
  if (event.target.name !== "models") return;
  chosen[event.target.checked ? "add" : "delete"](event.target.value);
  tick();
});
shown.addEventListener("submit", async event => {
  event.preventDefault();
  const names = [...chosen].sort(), said = new URLSearchParams(new FormData(event.target));
  said.delete("models");
  let there = `/compare/${names.map(encodeURIComponent).join("-vs-")}`;
  if (names.length > 2) there = `/compare?models=${[...chosen].map(encodeURIComponent)}${String(said) && "&"}`;
  if (!files) return location.assign(there + (names.length > 2 ? said : String(said) && `?${said}`));
  const written = await fetch(there, { method: "HEAD" }); // pairs that are not written are laid side by side
  location.assign(written.ok ? there : `/compare/any/?${new URLSearchParams({ left: names[0], right: names[1] })}`);
});
tick();
