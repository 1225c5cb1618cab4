address = SITE + "/api/v1/proposals/istanbul-2022/"
with urllib.request.urlopen(address) as answer:
    etag = answer.headers["ETag"]
try:
    urllib.request.urlopen(urllib.request.Request(address, headers={"If-None-Match": etag}))
except urllib.error.HTTPError as unchanged:
    print(unchanged.code)
