// Starts the API documentation. A file of its own, because the content security policy allows no inline script.
window.addEventListener("load", () => {
  SwaggerUIBundle({
    url: document.body.dataset.openapi,
    dom_id: "#documentation",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // or it would send our schema to a validator on another host
  });
});
