"""Loaders, one file a data set. None of the media may enter the repository: paths come from the command line."""
