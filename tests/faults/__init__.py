"""What becomes of acknowledged writes when something breaks: a few times in the suite, many by `make faults`."""
