"""What programs read: one address a file, or one view for all lists of the same kind."""
