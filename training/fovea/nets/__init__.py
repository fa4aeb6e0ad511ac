"""Architecture fovea-3: one file a net, named as in docs/design.md."""
