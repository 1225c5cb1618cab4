import json
import urllib.request

SITE = "{{ site }}"


def ask(path, body=None, **headers):
    """What the API answers; `body` makes it a POST."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(SITE + "/api/v1/" + path, headers=named)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


found = ask("guarantors/?proposal=istanbul-2022&as_of=2022-03-30&level=open")
print("actor_code,effective_on")
for row in found["results"]:
    print(row["actor"]["code"], row["stance"]["effective_on"], sep=",")
