"""The list of modules. One line adds one: it installs the app, mounts its pages and its API.

The order is that of the addresses; which module may use which stands in `.importlinter`.
"""

MODULES = [
    "dwarsverband.modules.network",
    "dwarsverband.modules.tables",
    "dwarsverband.modules.home",
]
