"""What a dollar owed by a party is worth, given its equity: the rules of `network_value`."""

from caploop.clearing.worth.abstract import AbstractWorth
from caploop.clearing.worth.black_cox import BlackCoxWorth
from caploop.clearing.worth.eisenberg_noe import EisenbergNoeWorth
from caploop.clearing.worth.furfine import FurfineWorth
from caploop.clearing.worth.linear import LinearWorth
from caploop.clearing.worth.merton import MertonWorth

__all__ = [
    "AbstractWorth",
    "BlackCoxWorth",
    "EisenbergNoeWorth",
    "FurfineWorth",
    "LinearWorth",
    "MertonWorth",
]
