// The first that a page runs, before it is painted. Without it every page works, in our own letters too.
(() => {
  const page = document.documentElement;
  const fonts = page.lang === "uk" ? ["GT Sans", "GT Serif", "GT Sans Cyrillic", "GT Serif Cyrillic"] : ["GT Sans", "GT Serif"];
  const KEY = page.lang === "uk" ? "letters-uk" : "letters";
  const { htmx, later } = document.currentScript.dataset;
  // A first visit is read in the letters of the device, and waits for none of ours; they are fetched for the next page.
  let fetched = false;
  try { fetched = localStorage.getItem(KEY) === "fetched"; } catch { /* not allowed here */ }
  page.classList.toggle("lettered", fetched);

  // Back and forward between views that HTMX put here, while it is not: their page is loaded whole.
  addEventListener("popstate", ({ state }) => { if (state?.htmx && !window.htmx) location.reload(); });

  // What scripts add to a page comes after it is painted, in its order; HTMX only where something asks for it.
  function add() {
    const wanted = document.querySelector("[hx-get]") ? [htmx, later] : [later];
    for (const src of wanted) {
      if (src) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    }
    if (fetched) return;
    Promise.all(fonts.map((name) => document.fonts.load(`1em "${name}"`, name.endsWith("Cyrillic") ? "Ї" : " ")))
      .then((found) => { if (found.every((faces) => faces.length)) localStorage.setItem(KEY, "fetched"); })
      .catch(() => { /* not allowed, or not reached: the next page tries again */ });
  }
  const loaded = new Promise((done) => addEventListener("load", done));
  const painted = new Promise((done) => {
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    setTimeout(done, 3000); // a browser that does not tell
  });
  Promise.all([loaded, painted]).then(() => requestAnimationFrame(() => setTimeout(add, 50)));
})();
