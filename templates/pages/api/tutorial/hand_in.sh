for TIME in once twice; do
  curl -s -D headers.txt -o handed_in.json "$SITE/api/v1/statements/" -d @statement.json \
    -H "Authorization: Bearer $LOGGER" -H "Content-Type: application/json" -H "Idempotency-Key: tutorial-1"
done
of state < handed_in.json
tr -d '\r' < headers.txt | sed -n 's/^idempotency-replayed: //Ip'
