// The list of operations at /api/v1/docs/, drawn by Swagger UI of the description on this very host.
"use strict";
(() => {
  const place = document.getElementById("operations");
  if (!place || !window.SwaggerUIBundle) return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  paint();
  dark.addEventListener("change", paint);
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    validatorUrl: null,
    // A token is kept as long as the page is open, and nowhere.
    persistAuthorization: false,
  });
})();
