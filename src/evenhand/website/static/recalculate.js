// A form with data-result is answered in place: the page at its address is fetched and that part of it swapped in.
// The address always holds the state. Without this file the form works by its button.
for (const form of document.querySelectorAll("form[data-result]")) {
  let waiting, asked;
  const address = () => {
    const said = ([name, value]) => value !== "" && value !== form.elements[name]?.dataset?.usual;
    const given = new URLSearchParams([...new FormData(form)].filter(said)).toString();
    return form.getAttribute("action") + (given && "?" + given);
  };
  const answer = async (to) => {
    asked?.abort();
    asked = new AbortController();
    const old = document.getElementById(form.dataset.result);
    old.setAttribute("aria-busy", "true");
    try {
      const got = await fetch(to, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await got.text(), "text/html");
      const found = page.getElementById(form.dataset.result);
      const said = form.querySelector("output");
      old.removeAttribute("aria-busy");
      if (!found) {
        const why = page.querySelector("main p")?.textContent ?? "";
        return void (said.textContent = `${why} What is shown is the result from before.`);
      }
      old.replaceChildren(...found.childNodes);
      said.textContent = old.querySelector("h2").textContent;
      const data = page.querySelector(".foot a[href^='/api/']");
      if (data) document.querySelector(".foot a[href^='/api/']")?.setAttribute("href", data.getAttribute("href"));
      document.title = page.title;
      history.replaceState(null, "", to);
      document.querySelectorAll("main nav [aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(to);
    }
  };
  const later = (pause) => {
    clearTimeout(waiting);
    if (form.checkValidity()) waiting = setTimeout(() => answer(address()), pause);
  };
  form.addEventListener("input", (event) => later(event.target.matches("select, [type=checkbox]") ? 0 : 400));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.reportValidity()) later(0);
  });
}
