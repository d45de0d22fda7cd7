"""How right and how fast the toolkit is: ``make score`` and ``make bench``."""
