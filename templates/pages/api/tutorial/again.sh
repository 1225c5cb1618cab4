ETAG=$(curl -s -D - -o istanbul.json "$SITE/api/v1/proposals/istanbul-2022/" | tr -d '\r' | sed -n 's/^etag: //Ip')
curl -s -o /dev/null -w '%{http_code}\n' -H "If-None-Match: $ETAG" "$SITE/api/v1/proposals/istanbul-2022/"
