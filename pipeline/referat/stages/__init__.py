"""The stages of the pipeline, one file each; see `referat.stage` for what a stage is."""
