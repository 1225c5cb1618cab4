curl -s "$SITE/api/v1/statements/$STATEMENT/correct/" -d @correction.json \
  -H "Authorization: Bearer $REVIEWER" -H "Content-Type: application/json" | of version
curl -s "$SITE/api/v1/statements/$STATEMENT/versions/?format=csv&fields=version,directness,reason"
