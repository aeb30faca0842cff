"""Archives: posts by the hundred thousand into one dataset, a crash in the middle, nothing lost.

The unit is the post. `run.run` reads the inputs, leaves out what the dataset holds already, hands
the rest to an engine (worker processes of this machine: `local`), and adds what comes back.
`dataset` keeps the files of the dataset and its `ledger` in step, wherever the process is killed.
`query` asks a finished dataset in SQL.
"""
