for moment in ("", "&known_at=2020-01-01"):
    found = ask("guarantors/?proposal=istanbul-2022&actor=DEU&as_of=2022-03-31" + moment)
    print("actor_code,level")
    for row in found["results"]:
        stance = row["stance"]
        print(row["actor"]["code"], stance["level"] if stance else "", sep=",")
