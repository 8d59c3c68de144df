"""Distribution families, and the one that three stated quantiles fit."""
