NEXT="$SITE/api/v1/statements/?proposal=istanbul-2022&page_size=50&fields=id"
COUNT=0
while [ -n "$NEXT" ]; do
  curl -s "$NEXT" > page.json
  COUNT=$((COUNT + $(grep -o '"id"' page.json | wc -l)))
  NEXT=$(of next < page.json)
done
echo "$COUNT statements"
