"""Language mix: how many words of each language, how often it changes, where and whose.

`measures` holds the measures of the literature as pure functions; `tagged` the words of a post that
they count; `of_post` the mix of a post and its blocks, which stands in its summary; `usage` what
its English does and where the language changes. `insertions` lists the English in the writer's own
Swedish. For archives, `rows` makes one row of a post, `stored` finds the rows of a dataset,
`archive` groups them by month, site, author and the like with `bootstrap` intervals, `study` puts
all questions, and `layout` and `report` write what comes out, beside the errors of the tagger
itself (`accuracy`). `exports` and `docbin` give the tokens to other tools.
"""

from referat.mix.of_post import Mix, block_mixes, language_mix, mix_of
from referat.mix.tagged import tagged_words
from referat.mix.usage import Usage, usage_of

__all__ = [
    "Mix",
    "Usage",
    "block_mixes",
    "language_mix",
    "mix_of",
    "tagged_words",
    "usage_of",
]
