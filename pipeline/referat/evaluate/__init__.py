"""Evaluation: gold against what the pipeline says, a layer at a time and end to end.

    corpus       reads posts, gold, tags and splits, and refuses what does not fit together
    checks       what is wrong with a gold file
    alignment    which predicted span answers which gold span
    measures     counts that add up over posts, and the scores made of them
    layers       the scores of one post: structure, language, findings, commentary, claims
    digests      the scores of one digest
    gold_input   each stage run on gold, so that its faults are told from those before it
    baselines    what is had without this package
    evaluation   all of it over a split
    floors       the gate
    table, page  the result in a terminal, and as a page with gold and prediction in the text

Nothing here takes part in making a summary.
"""
