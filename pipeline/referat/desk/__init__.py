"""The editor's desk: read a post beside its digest, mend what is wrong, take the text along.

    referat desk

A server on the editor's own machine, and pages that it renders. Nothing is fetched from anywhere.

    config     what a desk is started with
    store      posts, versions, searches: SQLite in one file
    edits/     corrections as data, and how each changes a post's layers
    changes    what differs between the machine's version and the editor's
    engine     the pipeline, loaded behind the first page
    intake     the queue of files that wait to be read
    service    what pages and API ask for: the parts above, put together
    web/       pages, API, and what keeps strangers out
    exports    Markdown, HTML, Word, JSON, text; gold for a corpus
    archive    a batch's dataset, browsed where it lies

FastAPI, Jinja2 and uvicorn are imported by ``web`` and the command only.
"""
