"""Architecture fovea-2: one file a net, named as in docs/design.md."""
