"""Makes TorchScript models and what PyTorch itself answers with them, for GenuineModelsTest.

    python make_models.py FOLDER

Each model is a folder with a model.pt, a model.mar or both in it, and an expected.txt, as the Java class
GenuineModel reads it. Models that PytorchEngineTest looks at are below FOLDER/special.
"""

import json
import sys
import zipfile
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
from torch import Tensor, nn

torch.manual_seed(7)
TYPES = {
    torch.float32: "FP32",
    torch.float64: "FP64",
    torch.int32: "INT32",
    torch.int64: "INT64",
    torch.bool: "BOOL",
}


def text(value):
    return str(int(value)) if isinstance(value, bool) else repr(value)


def block(out, kind, name, tensor):
    print(f"{kind}:{name}", TYPES[tensor.dtype], *tensor.shape, sep="\t", file=out)
    if tensor.dim() == 0:
        print(text(tensor.item()), file=out)
        return
    for row in tensor.reshape(len(tensor), -1) if len(tensor) else []:
        print(*(text(value) for value in row.tolist()), sep="\t", file=out)


def flat(answer):
    """The tensors of an answer by their names, as the engine gives them."""
    found = {}

    def add(key, value):
        if isinstance(value, Tensor):
            found[key or f"output-{len(found)}"] = value
        elif isinstance(value, dict):
            for name in sorted(value):
                add(name, value[name])
        else:
            for part in value:
                add("", part)

    add("", answer)
    return found


def save(script, file):
    """Saves a module without its debug files, which name the folders of whoever made it."""
    script.save(str(file))
    with zipfile.ZipFile(file) as whole:
        entries = [(name, whole.read(name)) for name in whole.namelist()]
    with zipfile.ZipFile(file, "w") as slim:
        for name, content in entries:
            if not name.endswith(".debug_pkl"):
                slim.writestr(zipfile.ZipInfo(name), content)


def write(folder, name, module, inputs, traced=False):
    module.eval()
    values = tuple(inputs.values())
    script = torch.jit.trace(module, values) if traced else torch.jit.script(module)
    (folder / name).mkdir(parents=True)
    save(script, folder / name / "model.pt")
    with torch.no_grad(), open(folder / name / "expected.txt", "w") as out:
        for key, value in inputs.items():
            block(out, "in", key, value)
        for key, value in flat(module(*(value.clone() for value in values))).items():
            block(out, "out", key, value)


class Function(nn.Module):
    """Has one parameter, so that a model has weights."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(3, 2))


class TwoInputs(Function):
    def forward(self, a, b):
        return a @ self.w + b


class Scores(Function):
    def forward(self, x) -> Tuple[Tensor, Tensor]:
        z = torch.softmax(x @ self.w, 1)
        return z, z.max(1)[0]


class Named(Function):
    def forward(self, x) -> Dict[str, Tensor]:
        return {"z": x @ self.w, "a": x * 2}


class Many(Function):
    def forward(self, x) -> List[Tensor]:
        return [x, x @ self.w, x + 1]


class Nested(Function):
    def forward(self, x) -> Tuple[Tensor, Dict[str, Tensor]]:
        return x * 3, {"y": x @ self.w}


class Pair(NamedTuple):
    left: Tensor
    right: Tensor


class OfPairs(Function):
    def forward(self, x) -> Pair:
        return Pair(x @ self.w, x)


class InPlace(Function):
    def forward(self, x):
        x.add_(1).mul_(2)
        return x


class Echo(Function):
    def forward(self, x):
        return x


class Turned(Function):
    def forward(self, x):
        return (x @ self.w).t()


class Optionally(Function):
    def forward(self, x, bias: Optional[Tensor] = None, times: int = 2):
        y = x @ self.w
        return y * times if bias is None else y + bias


class Loop(Function):
    def forward(self, x):
        n = 0
        while bool(x.abs().sum() < 100):
            x = x * 1.5 + 0.1
            n += 1
        return x + n


class Classes(Function):
    def forward(self, x) -> Tuple[Tensor, Tensor]:
        return (x @ self.w).argmax(1), x > 0


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.MultiheadAttention(4, 2, batch_first=True)

    def forward(self, x):
        return self.inner(x, x, x)[0]


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.LSTM(3, 4, batch_first=True)

    def forward(self, x):
        return self.inner(x)[0]


def archive(folder, manifest, files):
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "model.mar", "w") as mar:
        mar.writestr("MAR-INF/MANIFEST.json", manifest if isinstance(manifest, str) else json.dumps(manifest))
        for name, content in files.items():
            mar.writestr(name, content)


class Keeps(nn.Module):
    def __init__(self):
        super().__init__()
        self.kept = torch.zeros(2)

    def forward(self, x):
        before = self.kept
        self.kept = x
        return before


class OfInts(nn.Module):
    def forward(self, x, times: int):
        return x * times


class OfLists(nn.Module):
    def forward(self, xs: List[Tensor]):
        return torch.stack(xs).sum(0)


class OfMaps(nn.Module):
    def forward(self, xs: Dict[str, Tensor]):
        return xs["a"] - xs["b"]


class Wide(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(100_000))

    def forward(self, x):
        return x + self.w


class Text(nn.Module):
    def forward(self, x) -> str:
        return "no tensor"


class Complex(nn.Module):
    def forward(self, x):
        return torch.complex(x, x)


def special(folder):
    for name, module in {
        "in_place": InPlace(),
        "keeps": Keeps(),
        "optionally": Optionally(),
        "of_ints": OfInts(),
        "of_lists": OfLists(),
        "of_maps": OfMaps(),
        "wide": Wide(),
        "text": Text(),
        "complex": Complex(),
        "scores": Scores(),
        "named": Named(),
    }.items():
        (folder / name).mkdir(parents=True)
        save(torch.jit.script(module.eval()), folder / name / "model.pt")
    (folder / "weights").mkdir()
    torch.save(Function().state_dict(), folder / "weights" / "model.pt")
    script = (folder / "scores" / "model.pt").read_bytes()
    archive(
        folder / "archive" / "model-store",
        {"model": {"modelName": "scores", "serializedFile": "scores.pt", "handler": "handler.py"}},
        {"scores.pt": script, "handler.py": "raise SystemExit"},
    )
    archive(
        folder / "archive_of_code",
        {"model": {"serializedFile": "scores.pt", "modelFile": "net.py"}},
        {"scores.pt": script, "net.py": ""},
    )
    archive(folder / "archive_without_file", {"model": {"serializedFile": "gone.pt"}}, {})
    archive(folder / "archive_without_name", {"model": {}}, {})
    archive(folder / "archive_of_no_json", "{", {})


def main(folder):
    rows = torch.randn(5, 3)
    odd = torch.tensor([[float("nan"), 1, -1], [float("inf"), 0, 2], [-float("inf"), 3, 4]])
    write(folder, "linear", nn.Linear(3, 2), {"input": torch.vstack([rows, odd])})
    write(folder, "linear_of_doubles", nn.Linear(3, 2).double(), {"input": rows.double()})
    write(folder, "traced", nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2)), {"input": rows}, True)
    write(folder, "normalized", nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(0.5)), {"input": rows})
    write(folder, "two_inputs", TwoInputs(), {"a": rows, "b": torch.randn(5, 2)})
    write(folder, "tuple", Scores(), {"x": rows})
    write(folder, "dictionary", Named(), {"x": rows})
    write(folder, "list", Many(), {"x": rows})
    write(folder, "nested", Nested(), {"x": rows})
    write(folder, "named_tuple", OfPairs(), {"x": rows})
    write(folder, "in_place", InPlace(), {"x": rows.clone()})
    write(folder, "echo", Echo(), {"x": rows})
    write(folder, "turned", Turned(), {"x": rows})
    write(folder, "left_out", Optionally(), {"x": rows})
    write(folder, "given", Optionally(), {"x": rows, "bias": torch.randn(5, 2)})
    write(folder, "loop", Loop(), {"x": rows})
    write(folder, "classes", Classes(), {"x": rows})
    write(folder, "attention", Attention(), {"x": torch.randn(2, 6, 4)})
    write(folder, "recurrent", Recurrent(), {"x": torch.randn(2, 5, 3)})
    image = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten())
    write(folder, "image", image, {"input": torch.randn(2, 3, 8, 8)})
    write(folder, "image_traced", image, {"input": torch.randn(2, 3, 8, 8)}, True)
    write(folder, "no_rows", nn.Linear(3, 2), {"input": torch.zeros(0, 3)})
    write(folder, "scalar", Echo(), {"x": torch.tensor(1.5)})


main(Path(sys.argv[1]))
special(Path(sys.argv[1]) / "special")
