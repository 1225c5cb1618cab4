import base64
import hashlib
import hmac

secret = "whsec_Z3VhcmFudG9yLXRyYWNrZXItdHV0b3JpYWwta2V5ISE="
headers = {
    "webhook-id": "msg_0f7a2c1e5b3d4e6f8a9b0c1d2e3f4a5b",
    "webhook-timestamp": "1793616600",
    "webhook-signature": "v1,BMpw9u34SwdNmrQma46YTmhz8RgdEjZEhLCDXhUgs7U=",
}
body = b'{"type":"statement.corrected","timestamp":"2026-11-02T09:30:00+00:00","data":{"number":901}}'

key = base64.b64decode(secret.removeprefix("whsec_"))
signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
ours = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
genuine = any(hmac.compare_digest(ours, theirs) for theirs in headers["webhook-signature"].split())
print("from the tracker" if genuine else "forged")
