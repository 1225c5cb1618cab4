curl -s "$SITE/api/v1/stances/?proposal=istanbul-2022&levle=open" > problem.json
of type < problem.json
of detail < problem.json
