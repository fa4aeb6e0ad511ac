"""Fovea's training side: nets, views, data, distortions, losses and metrics. The contract is docs/design.md."""
