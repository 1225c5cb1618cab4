import os

logger = {"Authorization": "Bearer " + os.environ["LOGGER"]}
print(ask("submissions/?whose=logged", **logger)["count"])
