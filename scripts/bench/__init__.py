"""What the tracker does at a million records, beside what a user would pick instead.

    make bench            all sizes on both engines, an hour; writes docs/bench.md
    make bench QUICK=1    ten thousand records; writes var/bench/quick.md

`python -m bench --help` (with PYTHONPATH=scripts) chooses sizes and engines. A run fills a database of each size with a
synthetic record (`synthetic`, `fill`: by `actions.bulk`, through every rule), asks in one process what a read costs
where nothing is kept (`cost`), and on the last size serves our site as `make run` does (`peers`), with a constant
response and a Django REST framework list at its side, then Datasette (SQLite) or Directus (PostgreSQL) on the same
rows, and measures each in turn with wrk (`wrk`). What cannot be had is named in the table.
"""
