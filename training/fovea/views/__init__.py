"""The two views of a picture, as the page makes them: docs/design.md, section Views."""
