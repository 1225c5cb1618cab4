print("noun,act,id")
for change in follow(new)[0]:
    print(change["noun"], change["act"], change["id"], sep=",")
