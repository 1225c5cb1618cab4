def follow(path):
    """Every change from there on, and where the next ones will be."""
    found = []
    while (page := ask(path))["results"]:
        found += page["results"]
        path = page["next"].removeprefix(SITE + "/api/v1/")
    return found, path


_, new = follow("changes/?page_size=1000&fields=noun,act,id")
print("all changes read")
