"""Tables and texts for other programs: Excel, Stata, SPSS, LaTeX, Word; corpus tools; archives."""
