"""e-ΚΑΛΟ: the forum and learning platform of the social and solidarity economy in West Athens.

Rooms: forum, learning, events, live (above events), toolbox, library, participation. Below them
the shared services: notifications, search, shelves. Below these accounts, signals and
the kit. `docs/map.md` has a line for each; only `app` and `cli` know them all.
"""
