// Passkeys need scripts; where the browser refuses one, the page says why instead of staying silent.
(() => {
  const WORDS = {
    NotAllowedError: "It was cancelled, took too long, or there is no key for this site here. Try again, or sign in another way.",
    InvalidStateError: "This key is set up already.",
    SecurityError: "The browser uses keys only under a host name, with HTTPS or as localhost. Open this site so.",
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const failed = document.getElementById("failed");
    failed.textContent = WORDS[event.detail.exception?.name] ?? "That did not work here. Sign in another way.";
    failed.hidden = false;
  });
})();
