"""Stage 3a: average two runs in weight space (WiSE-FT, Wortsman et al., CVPR 2022): the later run's order of distortions, the earlier run's agreement with people.

    python stages/average.py --early runs/photographs/best.npz --late runs/joint/best.npz --share 0.6 --out runs/average/best.npz

The standardisation is the later run's: it is fitted, not trained, and differs only in the motion statistics, which the earlier run does not read.
"""
import argparse
import pathlib

import numpy as np


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--early", type=pathlib.Path, required=True)
    args.add_argument("--late", type=pathlib.Path, required=True)
    args.add_argument("--share", type=float, default=0.6, help="of the later run")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    early, late = dict(np.load(opts.early)), dict(np.load(opts.late))
    mixed = {name: value if name in ("head/mean", "head/scale") else opts.share * value + (1 - opts.share) * early[name] for name, value in late.items()}
    opts.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(opts.out, **mixed)


if __name__ == "__main__":
    main()
