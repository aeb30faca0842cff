"""The desk on the web: pages, API, and what keeps strangers out."""
