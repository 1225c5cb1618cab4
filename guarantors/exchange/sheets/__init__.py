"""What each page shows, as a sheet: one question a file, from the same query as the page."""
