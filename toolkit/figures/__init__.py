"""Tables and answers to figures for papers, each with the data it plots."""
