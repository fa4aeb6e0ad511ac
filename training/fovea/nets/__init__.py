"""Architecture fovea-1: one file a net, named as in docs/design.md."""
