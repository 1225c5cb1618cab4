with open("statement.json") as file:
    statement = json.load(file)
first = ask("statements/", statement, **logger, Idempotency_Key="tutorial-1")
again = ask("statements/", statement, **logger, Idempotency_Key="tutorial-1")
print(first["state"])
print("true" if first == again else "false")
