path, count = "statements/?proposal=istanbul-2022&page_size=50&fields=id", 0
while path:
    page = ask(path)
    count += len(page["results"])
    path = page["next"] and page["next"].removeprefix(SITE + "/api/v1/")
print(count, "statements")
