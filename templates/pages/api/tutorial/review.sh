ID=$(of id < handed_in.json)
decide() { curl -s "$SITE/api/v1/submissions/$ID/$1/" -d "$2" \
  -H "Authorization: Bearer $REVIEWER" -H "Content-Type: application/json"; }

decide code @codings.json | of turn
STATEMENT=$(decide publish '{}' | of published_as)
echo "$STATEMENT"
