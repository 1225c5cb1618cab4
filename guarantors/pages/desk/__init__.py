"""The desk: what editors, reviewers and administrators do, behind a door."""
