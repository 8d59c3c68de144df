"""`python -m caploop` is the command line."""

from caploop.cli.main import main

main(prog_name="caploop")
