reviewer = {"Authorization": "Bearer " + os.environ["REVIEWER"]}
with open("codings.json") as file:
    codings = json.load(file)
submission = "submissions/" + first["id"]
print(ask(submission + "/code/", codings, **reviewer)["turn"])
published = ask(submission + "/publish/", {}, **reviewer)["published_as"]
print(published)
