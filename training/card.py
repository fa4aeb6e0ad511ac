"""Write the model card, card.json and card.md, from a model file's header and evaluation.json; puts the main figures into the header that export.py reads.

    python card.py --header runs/joint/header.json --evaluation runs/joint/evaluation.json --ablation runs/ablation.json --out ../models/fovea-0.5.0
"""
import argparse
import json
import pathlib

DATA = [
    {"name": "BIQ2021", "use": "quality: its training part, some of it held out for validation; the test part only for the figures", "terms": "Ahmed & Asif, Journal of Electronic Imaging, 2022; research use, citation asked for"},
    {"name": "OSIE, EyeCrowd, SUN500 eye tracking", "use": "saliency", "terms": "MIT; Xu et al. 2014, Jiang et al. 2014 and the Scene repository"},
    {"name": "Unlabelled public clips", "use": "distorted versions, ranked by strength and VMAF", "terms": "their repositories' licences; no footage is shipped"},
    {"name": "ImageNet MobileNet V2 1.0 and V1 0.5", "use": "start of both encoders", "terms": "google-coral/test_data, Apache-2.0"},
    {"name": "KoNViD-1k, 36 clips", "use": "looked at after training; the video interval. Never trained on", "terms": "Flickr Creative Commons; Hosu et al., QoMEX 2017"},
]
INTENDED = "Scoring the technical quality of natural videos and photographs as viewers would, for sorting, monitoring and comparing encodes."
LIMITS = [
    "Trained on opinions about photographs, standing still and drifting; no opinions about videos were used. What goes wrong in time is judged by synthetic distortions only.",
    "Screen recordings, animation, games and computer graphics are outside its training.",
    "HDR is seen tone-mapped. Sound plays no part.",
    "It judges quality, not content: but like people, it likes well-composed, colourful pictures, and its score leans on that.",
    "The interval of a video rests on 36 clips.",
]


def metric(name, data, figure, n=None):
    return {"name": name, "data": data, "value": figure["value"], "low": figure.get("low"), "high": figure.get("high"), "n": n if n is not None else figure["n"]}


def metrics_of(report):
    """evaluation.json -> the flat list that the model file and the page carry."""
    found = []
    for section, data in (("biq-test", "BIQ2021 test"), ("biq-val", "BIQ2021 validation")):
        for subset, figures in report.get(section, {}).items():
            if "srcc" in figures:
                place = data if subset == "all" else f"{data}, {subset}"
                for name in ("srcc", "krcc", "plcc", "rmse") if subset == "all" else ("srcc", "plcc"):
                    found.append(metric(name.upper(), place, figures[name], figures["n"]))
            elif subset == "interval coverage":
                found.append(metric("coverage of the 90% interval", data, figures))
    if "biq-val, drifting" in report:
        figures = report["biq-val, drifting"]
        for name in ("srcc", "plcc"):
            found.append(metric(name.upper(), "BIQ2021 validation photographs that drift", figures[name], figures["n"]))
    if "konvid-dev" in report:
        figures = report["konvid-dev"]
        for name in ("srcc", "krcc", "plcc", "rmse"):
            found.append(metric(name.upper(), "KoNViD-1k, 36 clips, never trained on", figures[name], figures["n"]))
        found.append(metric("coverage of the 90% interval", "KoNViD-1k, 36 clips, each left out in turn", figures["interval coverage, leave one out"]))
    if report.get("steadiness"):
        found.append(metric("correlation of neighbouring maps", "KoNViD-1k, static shots", report["steadiness"]))
    if report.get("ladders"):
        ladders = report["ladders"]
        found.append(metric("SRCC with VMAF inside a content", "rate ladders of unseen clips", ladders["vmaf_inside_content"]))
        for kind, figure in ladders["ordered"].items():
            found.append(metric(f"ordered by strength: {kind.replace('_', ' ')}", "unseen clips", figure))
        for kind, figure in ladders["strongest_below_source"].items():
            found.append(metric(f"strongest below the source: {kind.replace('_', ' ')}", "unseen clips", figure))
        for name, figures in ladders.get("dimensions", {}).items():
            found.append(metric(f"AUC of {name}", "unseen clips, against what leaves it alone", figures["auc"]))
            found.append(metric(f"AUC of {name}", "unseen clips, against everything else", figures["auc against all"]))
            found.append(metric(f"{name} follows strength", "ladders of unseen clips", figures["ordered"]))
    for who, label in (("model", "gaze validation"), ("prior", "gaze validation, fixation prior instead of the net"), ("observers", "gaze validation, half of the observers instead of the net")):
        for name, figure in report.get("gaze", {}).get(who, {}).items():
            found.append(metric(name.upper().replace("AUC_JUDD", "AUC-J"), label, figure))
    return found


def table(rows):
    lines = ["| figure | data | value | 95% interval | n |", "|---|---|---|---|---|"]
    for r in rows:
        interval = f"{r['low']:.3f} – {r['high']:.3f}" if r["low"] is not None else ""
        lines.append(f"| {r['name']} | {r['data']} | {r['value']:.3f} | {interval} | {r['n']} |")
    return "\n".join(lines)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--header", type=pathlib.Path, required=True)
    args.add_argument("--evaluation", type=pathlib.Path, required=True)
    args.add_argument("--ablation", type=pathlib.Path, help="JSON list of {step, srcc, low, high, n, note}")
    args.add_argument("--without", nargs="*", default=[], help="data that was not used")
    args.add_argument("--note", nargs="*", default=[], help="more known failures, one sentence each")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    header, report = json.loads(opts.header.read_text()), json.loads(opts.evaluation.read_text())
    header["metrics"] = metrics_of(report)
    opts.header.write_text(json.dumps(header, indent=1))
    data = [d for d in DATA if not any(d["name"].startswith(w) for w in opts.without)]
    ablation = json.loads(opts.ablation.read_text()) if opts.ablation else []
    cost = report.get("cost", {})
    card = {"name": header["name"], "version": header["version"], "architecture": header["architecture"], "intendedUse": INTENDED, "data": data,
            "calibration": header["calibration"], "metrics": header["metrics"], "cost": cost, "limits": LIMITS + opts.note, "ablation": ablation}
    opts.out.mkdir(parents=True, exist_ok=True)
    (opts.out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    text = [f"# Model card: {header['name']} {header['version']} ({header['architecture']})", "", "## Intended use", INTENDED, "", "## Trained on", ""]
    text += [f"- **{d['name']}**: {d['use']}. Terms: {d['terms']}." for d in data]
    text += ["", "## Figures", "", "SRCC and KRCC on raw scores, PLCC and RMSE after the four-parameter logistic; bootstrap intervals over items. 'Ordered' is the share of contents whose",
             "score falls with the strength of the distortion (SRCC ≤ −0.79 over source and levels). The AUC of a dimension is over all versions of all contents at once; what",
             "touches a dimension in part (blur and noise, codecs and blur …) is left out of the first figure and counted against it in the second.", "", table(header["metrics"]), ""]
    if cost:
        text += [f"Cost: {cost['gflop_per_chunk']} GFLOP per chunk, {cost['parameters'] / 1e6:.2f} M parameters, {cost['float16_bytes'] / 1e6:.2f} MB in float16. "
                 f"Rounding to float16 moves a score by {cost['float16']['largest']} at most (n = {cost['float16']['n']}).", ""]
    if ablation:
        text += ["## Ablation ladder", "", "Steps up to the random encoders: heads trained on the features of the stage-1 encoders (3,500 photographs, 40 clips, two seeds, 700 steps each); differences under 0.02 are within the noise of seeds. The last",
                 "rows are whole trainings. 'Order in time' is the share of ladders of flicker, drops, freezes and shake whose score falls with strength.", "", "| step | SRCC on BIQ2021 validation | 95% interval | ladders | note |", "|---|---|---|---|---|"]
        text += [f"| {a['step']} | {a['srcc']:.3f} | {a['low']:.3f} – {a['high']:.3f} | {a.get('ladders', '')} | {a.get('note', '')} |" for a in ablation]
        text += [""]
    text += ["## Where it fails", ""] + [f"- {line}" for line in card["limits"]] + [""]
    (opts.out / "card.md").write_text("\n".join(text))


if __name__ == "__main__":
    main()
