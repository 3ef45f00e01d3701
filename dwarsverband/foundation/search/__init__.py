"""Finding things by words: within what the actor may see, forgiving, and never telling more.

A module says on its plate what can be found (`SEARCH`) and which pages it has (`PAGES`). What is
found always passes through the module's own query of what an actor sees.
"""
