"""What $name holds, in one sentence.

Plates that others read from here: NAVIGATION (its place in the menu), AREAS (the parts of the API that a
token may reach), SENTENCES (what the log says).
"""

# The parts of the API that a token may reach, as people call them.
AREAS: dict[str, str] = {"$name": "$name"}
# What the log says of each verb.
SENTENCES: dict[str, str] = {}
