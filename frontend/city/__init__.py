"""The demo city of Wangchuan (望川市): invented throughout, made by a seeded generator, relative to today."""
