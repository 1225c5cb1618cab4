// Enhancement only: every page of the desk works without it.
(() => {
  const by = (id) => document.getElementById(id);
  const token = () => decodeURIComponent(document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "");
  const keyOf = (owner, draft) => `draft:${owner}:${draft}`;
  const held = (key) => JSON.parse(localStorage.getItem(key) ?? "null");
  const said = (words, copy) => words.replace("{}", copy.at.slice(11, 16));
  const changed = (item) => item.dispatchEvent(new Event("change", { bubbles: true }));

  // Signing in again in another tab changes the token: each form and each request takes the one of now.
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  });
  document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
    if (parameters.csrfmiddlewaretoken && token()) parameters.csrfmiddlewaretoken = token();
    if (!elt.dataset.suggest) return;
    Object.assign(parameters, { q: elt.value, field: elt.dataset.suggest });
    parameters.proposal = document.querySelector("[name=proposal]").value;
    delete parameters[elt.name];
  });
  // Suggestions that do not come are no news, and never a reason to leave the page.
  addEventListener("htmx:responseError", (event) => {
    if (event.target.closest("[data-suggest], [data-quiet]")) event.stopImmediatePropagation();
  }, true);

  // Digits choose on a scale.
  document.addEventListener("keydown", (event) => {
    const scale = event.target.closest?.("[data-scale]");
    if (!scale || event.ctrlKey || event.altKey || event.metaKey || !/^[0-6]$/.test(event.key)) return;
    const choice = scale.querySelectorAll("input")[Number(event.key)];
    choice.checked = true;
    choice.focus();
    changed(choice);
    event.preventDefault();
  });

  if (by("held-here")) list(by("held-here"));
  if (by("log")) log(by("log"));

  // A copy that the server has never had is offered; one that was sent with what was handed in is not needed any more.
  function list(box) {
    const start = keyOf(box.dataset.owner, "");
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(start))) {
      const id = key.slice(start.length);
      const isIn = document.querySelector(`[data-draft="${CSS.escape(id)}"][data-handed-in]`);
      if (isIn && held(key).sent) { localStorage.removeItem(key); continue; }
      const link = document.createElement("a");
      link.href = isIn ? `../log/?held=${encodeURIComponent(id)}` : `${encodeURIComponent(id)}/`; // in the language of this page
      link.textContent = said(box.dataset.typed, held(key));
      box.querySelector("p").append(" ", link);
      box.hidden = false;
    }
  }

  function log(form) {
    const key = keyOf(form.dataset.owner, form.dataset.draft);
    const own = new Set(["csrfmiddlewaretoken", "revision", "window", "known", "scripts"]);
    const typed = () => [...new FormData(form)].filter(([name, text]) => !own.has(name) && text !== "");
    const text = () => JSON.stringify(typed());
    const put = (name, value) => form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    const keep = (more) => {
      try { localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), typed: typed(), ...more })); } catch { /* full, or not allowed */ }
    };
    let unsaved = false, leaving = false, sent = "";
    put("scripts", "1");
    const from = keyOf(form.dataset.owner, new URLSearchParams(location.search).get("held") ?? form.dataset.draft);
    const copy = held(from);
    if (!copy || JSON.stringify(copy.typed) === text()) localStorage.removeItem(from);
    else {
      const box = by("kept-here");
      const done = () => { box.hidden = true; localStorage.removeItem(from); };
      const line = box.querySelector("[data-kept-at]");
      line.textContent = said(line.dataset.keptAt, copy);
      box.querySelector("[data-put-back]").addEventListener("click", () => { done(); putBack(copy.typed); });
      box.querySelector("[data-drop]").addEventListener("click", done);
      box.hidden = false;
    }
    function putBack(pairs) {
      const valuesOf = (wanted) => pairs.filter(([name]) => name === wanted).map(([, value]) => value);
      for (const item of form.elements) {
        if (!item.name || own.has(item.name) || item.type === "submit") continue;
        const values = valuesOf(item.name);
        if (item.type === "checkbox") item.checked = values.includes(item.value);
        else if (item.type === "radio") item.checked = item.value === (values[0] ?? "");
        else item.value = values[0] ?? "";
      }
      for (const [name, value] of pairs) if (!form.elements[name]) put(name, value);
      changed(form);
    }
    function note() {
      unsaved = true;
      keep();
      const chosen = [...form.querySelectorAll("[name=actors]:checked")].map((box) => box.parentElement.textContent.trim());
      form.querySelector("[data-chosen]").textContent = [...chosen, form.elements.more_actors.value].filter(Boolean).join(", ") || by("behalf").dataset.nobody;
    }
    for (const name of ["input", "change"]) form.addEventListener(name, note);
    document.addEventListener("htmx:beforeRequest", ({ target }) => { if (target.id === "autosave") sent = text(); });
    document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
      if (target.id !== "autosave" || !detail.successful) return;
      by("failed").hidden = true;
      if (sent === text()) { unsaved = false; localStorage.removeItem(key); }
    });
    document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
      if (target.id === "source-rest" && document.activeElement === document.body) by("source-known")?.focus();
      if (target.id === "proposed") fill(target.querySelector("[data-voice]"));
      const line = document.querySelector("[data-saved]")?.textContent ?? "";
      if (target.id === "beside" && by("said").textContent !== line) by("said").textContent = line;
    });
    // What is known of a speaker goes where nothing stands; the choice of actors is folded, and its summary names them.
    function fill(found) {
      if (!found) return;
      for (const name of ["office", "voice"]) form.elements[name].value ||= found.dataset[name];
      const boxes = [...form.querySelectorAll("[name=actors]")], codes = found.dataset.actors.split(" ");
      if (!boxes.some((box) => box.checked)) for (const box of boxes) box.checked = codes.includes(box.value);
      if (boxes.some((box) => box.checked)) by("behalf").open = false;
      changed(form);
    }
    by("f-proposal")?.addEventListener("change", () => form.requestSubmit(by("do-change")));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(by("do-submit")); }
    });
    form.addEventListener("submit", () => { leaving = true; if (held(key)) keep({ sent: true }); });
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("beforeunload", (event) => { if (unsaved && !leaving) event.preventDefault(); });
  }
})();
