GERMANY="$SITE/api/v1/guarantors/?proposal=istanbul-2022&actor=DEU&format=csv&fields=actor_code,level"

curl -s "$GERMANY&as_of=2022-03-31"
curl -s "$GERMANY&as_of=2022-03-31&known_at=2020-01-01"
