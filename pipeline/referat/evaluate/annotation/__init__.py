"""Gold by strings: what an annotator writes, turned into a gold file, and back.

Nobody can write offsets by hand. An annotation is a JSON object that names strings of the post;
`making` finds them, derives what follows from the rest (outer spans, cuts, a commentary's own
words, the runs between runs, the counts of the mix), and refuses what it cannot find or finds
twice. Only the gold file is kept: `reverse` makes an annotation of it again, for mending.

The format is described in corpus/GUIDELINES.md, "How an annotation is written".
"""
