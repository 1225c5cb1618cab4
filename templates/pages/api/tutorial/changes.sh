curl -s "$FOLLOW&format=csv"
