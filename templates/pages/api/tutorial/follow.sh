FOLLOW="$SITE/api/v1/changes/?page_size=1000&fields=noun,act,id"
while [ "$(curl -s "$FOLLOW" | tee page.json | of results)" ]; do FOLLOW=$(of next < page.json); done
echo "all changes read"
