"""What $name holds, in one sentence.

Plates that others read from here: NAVIGATION (its place in the menu), SENTENCES (what the log says).
"""

# What the log says of each verb.
SENTENCES: dict[str, str] = {}
