"""What an operator sees of the running site: a number for each request, log lines, and what is counted at /metrics."""
