stance = ask("stances/istanbul-2022/deu-whole-2/?expand=statements")
print(stance["statements"])
print(stance["included"]["statements"]["deu-2022-03-30-hebestreit"]["summary"])
