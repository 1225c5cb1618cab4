curl -s "$SITE/api/v1/stances/istanbul-2022/deu-whole-2/?fields=statements" | of statements
curl -s "$SITE/api/v1/statements/deu-2022-03-30-hebestreit/?fields=summary,source" | of summary
