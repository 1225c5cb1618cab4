curl -s "$FOLLOW&format=jsonl"
