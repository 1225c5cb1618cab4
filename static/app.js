// Enhancement only: every page works without it.
(() => {
  // The slider writes the date field; the page changes on release of the pointer or on Enter, not on each arrow key.
  function slider(range) {
    const field = document.getElementById(range.dataset.for);
    const from = Date.parse(range.dataset.from);
    const iso = () => new Date(from + range.value * 864e5).toISOString().slice(0, 10);
    const show = () => { field.value = iso(); range.setAttribute("aria-valuetext", iso()); };
    range.hidden = false;
    range.setAttribute("aria-valuetext", iso());
    range.addEventListener("input", show);
    range.addEventListener("pointerup", () => { if (field.value !== field.defaultValue) field.form.requestSubmit(); });
    range.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); field.form.requestSubmit(); }
    });
  }

  function copier(button) {
    const text = () => document.getElementById(button.dataset.copy).textContent.trim();
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = button.dataset.copied;
    });
  }

  const enhanced = new WeakSet();
  function enhance() {
    const fresh = (selector) => [...document.querySelectorAll(selector)].filter((item) => !enhanced.has(item));
    fresh("input[type=range][data-for]").forEach((item) => { enhanced.add(item); slider(item); });
    if (navigator.clipboard) fresh("[data-copy]").forEach((item) => { enhanced.add(item); copier(item); });
  }
  enhance();

  // This comes once the page is painted: what was typed or chosen before is taken up now.
  const begun = document.activeElement;
  if (begun?.matches("[type=search][hx-trigger]") && begun.value !== begun.defaultValue) {
    begun.dispatchEvent(new Event("search", { bubbles: true }));
  }
  if (begun?.matches("[hx-get] select")) {
    const given = [...begun.options].find((option) => option.defaultSelected) ?? begun.options[0];
    if (!given.selected) begun.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // HTMX gives the focus back to the control of the same id; where that is gone or was not yet shown, we do.
  let focused = "";
  document.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id ?? ""; });
  function refocus() {
    if (!focused || document.activeElement !== document.body) return;
    for (const id of [focused, "as_of", "main"]) {
      document.getElementById(id)?.focus({ preventScroll: true });
      if (document.activeElement !== document.body) return;
    }
  }

  const failed = document.getElementById("failed");
  // One line is spoken after a change, never the whole table; the tab's title follows the address.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "corrections") return; // it came by itself: nothing to say
    const view = document.getElementById("view");
    if (!view) return; // the desk speaks for itself
    enhance();
    refocus();
    failed.hidden = true;
    document.title = view.dataset.title;
    document.querySelectorAll(".foot [hreflang]").forEach((link) => { link.search = location.search; });
    document.getElementById("said").textContent = document.getElementById("count")?.textContent ?? document.title;
  });
  document.addEventListener("htmx:responseError", (event) => {
    // A refused request is shown whole: the server's page says what is wrong and how to mend it.
    // At the desk a line says it instead, since leaving the page would lose what was typed.
    const { status, responseText, responseURL } = event.detail.xhr;
    const url = event.detail.pathInfo.finalRequestPath ?? responseURL;
    const reads = event.detail.requestConfig.verb === "get" && status !== 401 && status !== 403;
    if (status < 500 && reads && url) { location.assign(url); return; }
    const line = event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? responseText : "";
    failed.textContent = line || failed.dataset.unanswered;
    failed.hidden = false;
  });
  document.addEventListener("htmx:sendError", () => {
    failed.textContent = failed.dataset.unreached;
    failed.hidden = false;
  });
})();
