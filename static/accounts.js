// Passkeys need scripts; where the browser refuses one, the page says why instead of staying silent. A password can be
// looked at while it is typed.
(() => {
  const words = document.getElementById("account").dataset;
  const WORDS = {
    NotAllowedError: words.cancelled,
    InvalidStateError: words.known,
    SecurityError: words.nameless,
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const failed = document.getElementById("failed");
    failed.textContent = WORDS[event.detail.exception?.name] ?? words.refused;
    failed.hidden = false;
  });
  for (const input of document.querySelectorAll("#account input[type=password]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet" });
    const whose = Object.assign(document.createElement("span"), { className: "vh" });
    whose.textContent = ` ${input.labels[0]?.textContent ?? ""}`;
    const mask = (masked) => {
      input.type = masked ? "password" : "text";
      button.replaceChildren(masked ? words.show : words.hide, whose);
    };
    Object.assign(input, { spellcheck: false, autocapitalize: "none" });
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => mask(input.type === "text"));
    input.form.addEventListener("submit", () => mask(true)); // browsers keep what is typed into other fields
    mask(true);
    input.after(button);
  }
})();
