"""Questions, one a file: as_of and known_at are required, the answer is frozen, the number of SQL queries fixed."""
