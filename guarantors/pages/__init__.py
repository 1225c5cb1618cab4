"""HTML for people, one page a file; `urls.py` is the site map."""
