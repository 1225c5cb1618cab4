for change in follow(new)[0]:
    print(json.dumps(change))
