"""`python -m pipeline` is the command `newsfacts`."""

from pipeline.cli import main

main()
