// Enhancement only: every page of the desk works without it.
(() => {
  const token = () => decodeURIComponent(document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "");
  const said = document.getElementById("said");
  const keyOf = (owner, draft) => `draft:${owner}:${draft}`;

  // Signing in again in another tab changes the token: each form and each request takes the one of now.
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = event.detail;
    if (parameters.csrfmiddlewaretoken && token()) parameters.csrfmiddlewaretoken = token();
    if (!elt.dataset.suggest) return;
    parameters.q = elt.value;
    parameters.field = elt.dataset.suggest;
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
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  });

  const held = document.getElementById("held-here");
  if (held) listHeld(held);
  const form = document.getElementById("log");
  if (form) log(form);

  // What was handed in is safe; a copy of another draft that the server has never had is offered.
  function listHeld(box) {
    const start = keyOf(box.dataset.owner, "");
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(start))) {
      const id = key.slice(start.length);
      const line = document.querySelector(`[data-draft="${CSS.escape(id)}"]`);
      if (line && "handedIn" in line.dataset) localStorage.removeItem(key);
      else {
        const link = document.createElement("a");
        link.href = `/desk/drafts/${encodeURIComponent(id)}/`;
        link.textContent = `typed at ${JSON.parse(localStorage[key]).at.slice(11, 16)} UTC`;
        box.querySelector("p").append(" ", link);
        box.hidden = false;
      }
    }
  }

  function log(form) {
    const key = keyOf(form.dataset.owner, form.dataset.draft);
    const own = new Set(["csrfmiddlewaretoken", "revision", "window", "known", "scripts"]);
    const typed = () => [...new FormData(form)].filter(([name, text]) => !own.has(name) && text !== "");
    const text = () => JSON.stringify(typed());
    let unsaved = false, leaving = false, sent = "";

    const scripts = document.createElement("input");
    Object.assign(scripts, { type: "hidden", name: "scripts", value: "1" });
    form.append(scripts);

    const copy = JSON.parse(localStorage.getItem(key) ?? "null");
    if (copy && JSON.stringify(copy.typed) !== text()) offer(copy);
    else localStorage.removeItem(key);

    function offer(copy) {
      const box = document.getElementById("kept-here");
      box.querySelector("[data-kept-at]").textContent = ` at ${copy.at.slice(11, 16)} UTC`;
      box.hidden = false;
      box.querySelector("[data-put-back]").addEventListener("click", () => { putBack(copy.typed); box.hidden = true; });
      box.querySelector("[data-drop]").addEventListener("click", () => { localStorage.removeItem(key); box.hidden = true; });
    }
    function putBack(pairs) {
      for (const item of form.elements) {
        if (!item.name || own.has(item.name) || item.type === "submit") continue;
        const values = pairs.filter(([name]) => name === item.name).map(([, value]) => value);
        if (item.type === "radio" || item.type === "checkbox") item.checked = values.includes(item.value) || (item.type === "radio" && !item.value && !values.length);
        else item.value = values[0] ?? "";
      }
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function note() {
      unsaved = true;
      const chosen = [...form.querySelectorAll("[name=actors]:checked")].map((box) => box.parentElement.textContent.trim());
      form.querySelector("[data-chosen]").textContent = [...chosen, form.elements.more_actors.value].filter(Boolean).join(", ") || "choose whom";
      try { localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), typed: typed() })); } catch { /* full, or not allowed */ }
    }
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.id === "autosave") sent = text(); });
    document.addEventListener("htmx:afterRequest", (event) => {
      if (event.target.id !== "autosave" || !event.detail.successful) return;
      document.getElementById("failed").hidden = true;
      if (sent === text()) { unsaved = false; localStorage.removeItem(key); }
    });
    document.addEventListener("htmx:afterSettle", (event) => {
      const line = document.querySelector("[data-saved]")?.textContent ?? "";
      if (event.detail.target.id === "beside" && said.textContent !== line) said.textContent = line;
      if (event.detail.target.id === "source-rest" && document.activeElement === document.body) document.getElementById("source-known")?.focus();
      if (event.detail.target.id === "proposed") fill(event.detail.target.querySelector("[data-voice]"));
    });
    function fill(found) {
      if (!found) return;
      for (const name of ["office", "voice"]) if (!form.elements[name].value) form.elements[name].value = found.dataset[name];
      const boxes = [...form.querySelectorAll("[name=actors]")];
      if (!boxes.some((box) => box.checked)) {
        for (const box of boxes) box.checked = found.dataset.actors.split(" ").includes(box.value);
        // Folded, so that the next key leads on: its summary names whom.
        if (boxes.some((box) => box.checked)) document.getElementById("behalf").open = false;
      }
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }

    document.getElementById("f-proposal")?.addEventListener("change", () => form.requestSubmit(document.getElementById("do-change")));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(document.getElementById("do-submit")); }
    });
    form.addEventListener("submit", () => { leaving = true; });
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("beforeunload", (event) => { if (unsaved && !leaving) event.preventDefault(); });
  }
})();
