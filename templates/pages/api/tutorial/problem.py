try:
    ask("stances/?proposal=istanbul-2022&levle=open")
except urllib.error.HTTPError as refused:
    problem = json.load(refused)
    print(problem["type"])
    print(problem["detail"])
