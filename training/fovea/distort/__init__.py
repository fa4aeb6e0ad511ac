"""Distortions of known kind and strength. A strength is in (0, 1]; 1 is clearly annoying. Frames are uint8 RGB [T,H,W,3]."""
