with open("correction.json") as file:
    correction = json.load(file)
print(ask("statements/" + published + "/correct/", correction, **reviewer)["version"])
print("version,directness,reason")
for version in ask("statements/" + published + "/versions/")["results"]:
    print(version["version"], version["directness"], version["reason"] or "", sep=",")
