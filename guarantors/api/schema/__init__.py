"""The API's description, OpenAPI 3.1: made of the declarations by which lists are answered and bodies are read."""
