"""Tables to answers: concordance, collocations, keyness, containment, formulaicity."""
