#!/usr/bin/env python3
"""Fits both versions of the demo's model and writes what an independent program finds with them.

  python3 demo/fit.py WORK        # from datasets/, after `pnpm build`; `pnpm fix` afterwards formats the JSON

Needs Debian's python3-torch and python3-pil.

WORK is a folder for the rendered images (kept, so that a second run is quick). For each version the script renders the
sample it is fitted on, trains a small CLIP vision encoder with three linear heads from scratch, and stores it in half
precision under demo/models/. Then it reads the stored checkpoints back, runs them over the audit images with Pillow's
preprocessing, and writes counts to demo/expected.json: an oracle for the TypeScript pipeline that shares no code with it.

v1 and v2 differ in one thing: which conditions their 6,000 images were taken under (CONDITIONS).
Everything is seeded. Two threads; a few minutes per version on two cores.
"""
import csv, hashlib, json, math, struct, subprocess, sys, time
from pathlib import Path
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from PIL import Image

HERE = Path(__file__).resolve().parent
MEAN, STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
CONFIG = dict(hidden_size=96, intermediate_size=384, num_hidden_layers=3, num_attention_heads=3, patch_size=16, image_size=64)
EPOCHS, BATCH, PEAK_RATE, WEIGHT_DECAY = 16, 64, 2e-3, 0.05

# Relative frequency of each lighting x camera in the sample that a version is fitted on.
EVEN = {light: {"Studio": 1, "Field": 1, "Phone": 1} for light in ("Daylight", "Tungsten", "Dusk")}
CONDITIONS = {"v1": {**EVEN, "Dusk": {"Studio": 1, "Field": 1, "Phone": 0.1}}, "v2": EVEN}

# As the reference model does it: each list of labels sorted as strings.
LABELS = {
    "species": sorted(["Admiral", "Blue Morpho", "Brimstone", "Copper", "Fritillary", "Peacock", "Swallowtail"]),
    "side": sorted(["Dorsal", "Ventral"]),
    "wear": sorted(["0-2 %", "3-9 %", "10-19 %", "20-29 %", "30-39 %", "40-49 %", "50-59 %", "60-69 %", "70 % or more"]),
}


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.self_attn = nn.ModuleDict({f"{n}_proj": nn.Linear(width, width) for n in ("q", "k", "v", "out")})
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(width, inner), "fc2": nn.Linear(inner, width)})
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x, first_only):
        """`first_only`: the result for the class token alone, which is all that the last layer is asked for."""
        split = lambda t: t.unflatten(-1, (self.heads, -1)).transpose(1, 2)
        y = self.layer_norm1(x)
        if first_only:
            x = x[:, :1]
        q, k, v = (split(self.self_attn[f"{n}_proj"](t)) for n, t in (("q", y[:, : x.shape[1]]), ("k", y), ("v", y)))
        a = torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5, -1) @ v
        x = x + self.self_attn["out_proj"](a.transpose(1, 2).flatten(2))
        y = self.mlp["fc1"](self.layer_norm2(x))
        return x + self.mlp["fc2"](y * torch.sigmoid(1.702 * y))


class Embeddings(nn.Module):
    def __init__(self, width, patch, image):
        super().__init__()
        self.class_embedding = nn.Parameter(torch.randn(width) * 0.02)
        self.patch_embedding = nn.Conv2d(3, width, patch, patch, bias=False)
        self.position_embedding = nn.Embedding((image // patch) ** 2 + 1, width)
        nn.init.normal_(self.position_embedding.weight, std=0.02)

    def forward(self, pixels):
        patches = self.patch_embedding(pixels).flatten(2).transpose(1, 2)
        first = self.class_embedding.expand(len(pixels), 1, -1)
        return torch.cat([first, patches], 1) + self.position_embedding.weight


class Vision(nn.Module):
    def __init__(self, c):
        super().__init__()
        width = c["hidden_size"]
        self.embeddings = Embeddings(width, c["patch_size"], c["image_size"])
        self.pre_layrnorm, self.post_layernorm = nn.LayerNorm(width), nn.LayerNorm(width)
        layers = [Layer(width, c["num_attention_heads"], c["intermediate_size"]) for _ in range(c["num_hidden_layers"])]
        self.encoder = nn.ModuleDict({"layers": nn.ModuleList(layers)})

    def forward(self, pixels):
        x = self.pre_layrnorm(self.embeddings(pixels))
        layers = self.encoder["layers"]
        for i, layer in enumerate(layers):
            x = layer(x, first_only=i == len(layers) - 1)
        return self.post_layernorm(x[:, 0])


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.vision_model = Vision(c)
        for task, labels in LABELS.items():
            setattr(self, f"{task}_head", nn.Linear(c["hidden_size"], len(labels)))

    def forward(self, pixels):
        pooled = self.vision_model(pixels)
        return {task: getattr(self, f"{task}_head")(pooled) for task in LABELS}


def render(folder, split, plan=None):
    """Images as bytes [n, 64, 64, 3] after Pillow's bicubic, and the rows of the label table."""
    subprocess.run(["node", str(HERE / "render.mjs"), str(folder), split, json.dumps(plan or {})], check=True)
    rows = list(csv.DictReader(open(folder / "labels.csv", newline="")))
    size = CONFIG["image_size"]
    images = [Image.open(folder / "images" / row["file"]).convert("RGB") for row in rows]
    return np.stack([np.asarray(image.resize((size, size), Image.BICUBIC)) for image in images]), rows


def normalise(pixels):
    x = torch.from_numpy(pixels).float().permute(0, 3, 1, 2) / 255
    return (x - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)


def indices(rows):
    return {task: torch.tensor([labels.index(row[task]) for row in rows]) for task, labels in LABELS.items()}


def augment(x, generator):
    """Mirrored half of the time and moved by up to two pixels: butterflies are symmetric, cards are laid by hand."""
    flip = torch.rand(len(x), generator=generator) < 0.5
    x = torch.where(flip.view(-1, 1, 1, 1), x.flip(3), x)
    dx, dy = torch.randint(0, 5, (2,), generator=generator).tolist()
    return F.pad(x, (2, 2, 2, 2), mode="replicate")[:, :, dy : dy + x.shape[2], dx : dx + x.shape[3]]


def fit(pixels, rows):
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(1)
    model, x, y = Model(CONFIG), normalise(pixels), indices(rows)
    steps = EPOCHS * math.ceil(len(x) / BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY, betas=(0.9, 0.98))
    warm_up = steps * 0.08
    rate = lambda step: min((step + 1) / warm_up, 0.5 * (1 + math.cos(math.pi * step / steps)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    for epoch in range(EPOCHS):
        start, total = time.time(), 0.0
        for batch in torch.randperm(len(x), generator=generator).split(BATCH):
            logits = model(augment(x[batch], generator))
            loss = sum(F.cross_entropy(logits[task], y[task][batch]) for task in LABELS)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"  epoch {epoch + 1:2d}  loss {total / len(x):.3f}  {time.time() - start:.0f} s", flush=True)
    return model


def save(model, folder):
    """config.json, preprocessor_config.json and model.safetensors (F16) as the reference model has them."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "architectures": ["MultiTaskClipVisionModel"],
        "model_type": "clip_vision_model",
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-05,
        "num_channels": 3,
        "projection_dim": CONFIG["hidden_size"],
        **CONFIG,
    }
    size = CONFIG["image_size"]
    processor = {
        "crop_size": {"height": size, "width": size},
        "do_center_crop": True,
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": MEAN,
        "image_std": STD,
        "image_processor_type": "CLIPImageProcessor",
        "resample": 3,
        "rescale_factor": 1 / 255,
        "size": {"shortest_edge": size},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "preprocessor_config.json").write_text(json.dumps(processor, indent=2) + "\n")
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in model.state_dict().items():
        blob = tensor.half().numpy().tobytes()
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def load(folder):
    raw = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = np.frombuffer(raw[start:end], np.float16).astype(np.float32)
        tensors[name] = torch.from_numpy(values).reshape(entry["shape"])
    model = Model(json.loads((folder / "config.json").read_text()))
    model.load_state_dict(tensors)
    return model.eval()


@torch.no_grad()
def judge(model, pixels, rows):
    """Counts per task: overall, by lighting x camera, and true x predicted in the order of LABELS."""
    x, result = normalise(pixels), {}
    logits = [model(batch) for batch in x.split(100)]
    for task, labels in LABELS.items():
        scores = torch.cat([batch[task] for batch in logits])
        predicted = [labels[i] for i in scores.argmax(1).tolist()]
        pairs = list(zip((row[task] for row in rows), predicted, (f"{row['lighting']} x {row['camera']}" for row in rows)))
        count = lambda chosen: {"n": len(chosen), "correct": sum(true == guess for true, guess, _ in chosen)}
        top = scores.topk(2, dim=1).values
        result[task] = {
            "labels": labels,
            "overall": count(pairs),
            "byCondition": {c: count([p for p in pairs if p[2] == c]) for c in sorted({p[2] for p in pairs})},
            "confusion": [[sum(t == a and g == b for t, g, _ in pairs) for b in labels] for a in labels],
            # The closest call: implementations whose logits agree better than this agree on every label.
            "smallestMargin": round(float((top[:, 0] - top[:, 1]).min()), 6),
        }
    return result


def report(result):
    for task, counts in result.items():
        share = lambda c: f"{100 * c['correct'] / c['n']:.0f} %"
        conditions = ", ".join(f"{name} {share(c)}" for name, c in counts["byCondition"].items())
        print(f"  {task}: {share(counts['overall'])} ({conditions})")


def main(work):
    torch.set_num_threads(2)
    work.mkdir(parents=True, exist_ok=True)
    pixels, rows = render(work / "audit", "audit")
    # Over the resized bytes, so that it also says whether another machine renders and resizes the same.
    expected = {"images": len(rows), "pixelDigest": hashlib.sha256(pixels.tobytes()).hexdigest(), "versions": {}}
    for version, conditions in CONDITIONS.items():
        print(f"{version}: fitting", flush=True)
        folder = HERE / "models" / version
        save(fit(*render(work / f"fit-{version}", "fit", {"conditions": conditions})), folder)
        expected["versions"][version] = judge(load(folder), pixels, rows)
        report(expected["versions"][version])
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
