"""What the terminal shows, one module for each kind: `check`, `statement`, `listing`. Every function gives the whole text."""
