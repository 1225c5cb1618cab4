import pandas

stances = pandas.read_csv(SITE + "/api/v1/stances/?proposal=istanbul-2022&page_size=1000&format=csv")
print(stances[stances["guarantor"] == "DEU"].sort_values("effective_day")["level"].tolist()[:3])
