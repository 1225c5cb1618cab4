curl -s "$SITE/api/v1/submissions/?whose=logged" -H "Authorization: Bearer $LOGGER" | of count
