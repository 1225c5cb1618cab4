// Passkeys need scripts; where the browser refuses one, the page says why instead of staying silent.
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
})();
