"""`python -m caploop` is the command line."""

from caploop.cli import main

main(prog_name="caploop")
