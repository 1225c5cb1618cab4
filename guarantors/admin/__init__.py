"""The admin: looks at the record, and manages people. `guarantors.apps` loads it after the admin of the libraries."""
