"""JSON for programs, from the same questions as the pages."""
