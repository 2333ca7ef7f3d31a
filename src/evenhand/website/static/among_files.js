// A site of files: finds a pair under another order or name, fills the picker, and says what files cannot compute.
{
  const asked = new URLSearchParams(location.search);
  const together = (left, right) => location.replace(`/compare/any/?${new URLSearchParams([["left", left], ["right", right], ...asked])}`);

  const missing = document.getElementById("not-found") && location.pathname.match(/^\/compare\/(.+)-vs-(.+?)(?:\.md)?\/?$/);
  if (missing) try { together(...missing.slice(1).map(decodeURIComponent)); } catch { /* no name is spelt so */ }

  const picker = document.getElementById("picker");
  if (picker) {
    const [left, right, ...more] = (asked.get("models")?.split(",") ?? ["left", "right", "more"].flatMap(name => asked.getAll(name)))
      .map(name => name.trim()).filter(Boolean);
    picker.elements.left.value = left ?? "";
    picker.elements.right.value = right ?? "";
    if (left && right && !more.length) {
      for (const name of ["models", "left", "right", "more"]) asked.delete(name);
      together(left, right);
    }
  }

  // The board sifts its own rows, the joined page reads two names, and marks that others hang on links ask nothing.
  const fields = new Set([...document.querySelectorAll("form [name]")].map(field => field.name));
  const aside = document.getElementById("asked");
  const marks = aside.dataset.marks.split(" ");  // a family of marks ends in its underline
  const marked = name => marks.some(mark => mark.endsWith("_") && mark.length > 1 ? name.startsWith(mark) : name === mark);
  const beyond = [...asked].filter(([name, value]) => value && !fields.has(name) && !marked(name));
  if (beyond.length) {
    aside.querySelector(".mono").textContent = beyond.map(([name, value]) => `${name}=${value}`).join(", ");
    const server = aside.querySelector("a");
    if (server) server.href = server.getAttribute("href") + location.pathname.replace(/(.)\/$/, "$1") + location.search;
    aside.hidden = false;
  }
}
