SECRET=whsec_Z3VhcmFudG9yLXRyYWNrZXItdHV0b3JpYWwta2V5ISE=
MESSAGE=msg_0f7a2c1e5b3d4e6f8a9b0c1d2e3f4a5b
TIMESTAMP=1793616600
SIGNATURE="v1,BMpw9u34SwdNmrQma46YTmhz8RgdEjZEhLCDXhUgs7U="
printf '%s' '{"type":"statement.corrected","timestamp":"2026-11-02T09:30:00+00:00","data":{"number":901}}' > body.json

KEY=$(printf '%s' "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
OURS=$( (printf '%s.%s.' "$MESSAGE" "$TIMESTAMP"; cat body.json) \
  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
case " $SIGNATURE " in *" v1,$OURS "*) echo "from the tracker" ;; *) echo "forged" ;; esac
