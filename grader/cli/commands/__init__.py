"""One module for each family of commands; a command parses, calls a door, shows what it returns."""
