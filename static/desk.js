// Enhancement only: every page of the desk works without it.
