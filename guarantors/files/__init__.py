"""Files to take away: what a page shows as CSV, JSON or XLSX, and the record as a data package."""
