"""The questions one asks of a corpus, in groups: ``corpus.words``, ``corpus.text_reuse``, …

In the examples ``corpus`` is ``toolkit.example()``: three short invented reports.
"""
