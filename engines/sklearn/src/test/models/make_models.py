"""Makes scikit-learn models and what scikit-learn itself answers with them, for GenuineModelsTest.

    python make_models.py FOLDER [NAME...]

Each model is a folder with a .joblib, .pkl, .pickle or .skops file and an expected.txt, as the Java class GenuineModel
reads it. With names only those are made, which is how the ones in src/test/resources/genuine were; those called
of_0_24_… by scikit-learn 0.24.2, of_1_3_… by 1.3.2 and skops 0.9, of_1_6_… by 1.6.1.
"""

import os
import pickle
import sys
import warnings
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import joblib
import numpy as np

from estimators import estimators

try:
    import skops.io
except ImportError:
    pass

RANDOM = np.random.default_rng(7)
METHODS = ["predict", "predict_proba", "decision_function", "transform"]
TYPES = {"f": "FP64", "i": "INT64", "b": "BOOL", "U": "BYTES", "S": "BYTES", "O": "BYTES"}


def edges(rows, missing):
    """Rows at random, then those that go wrong first."""
    odd = np.vstack([rows[:6], rows[:1] * 0, -rows[:1] * 0, rows[:1] * 1e6, rows[:1] * -1e6, rows[:1] * 1e-30])
    if missing:
        holes = rows[6:10].copy()
        holes[np.arange(4), np.arange(4) % rows.shape[1]] = np.nan
        odd = np.vstack([odd, holes, np.full_like(rows[:1], np.nan)])
    return odd


def block(name, values, out):
    values = np.asarray(values)
    kind = "INT32" if values.dtype == np.int32 else TYPES[values.dtype.kind]
    print(name, kind, *values.shape, sep="\t", file=out)
    for row in values.reshape(len(values), -1) if len(values) else []:
        print(*(str(value) if kind == "BYTES" else repr(value.item() * 1) for value in row), sep="\t", file=out)


def cells(column):
    """A column of a data frame as it is sent: a text that is missing is an empty one."""
    if column.dtype.kind in "fi":
        return column.to_numpy(np.float64)
    return column.map(lambda value: value if isinstance(value, str) else "").to_numpy(str)


def write(folder, name, case):
    model, rows = case["model"], case["rows"]
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    ending = case.get("ending", "joblib")
    if ending == "skops":
        skops.io.dump(model, target / "model.skops", compression=case.get("compress", 0))
    elif ending == "joblib":
        joblib.dump(model, target / "model.joblib", compress=case.get("compress", 0))
    else:
        (target / f"model.{ending}").write_bytes(pickle.dumps(model, protocol=case.get("protocol", 4)))
    answers = {}
    for method in METHODS:
        ask = getattr(model, method, None)
        if ask is not None and method not in case.get("without", ()):
            values = ask(rows)
            answers[method] = values.toarray() if hasattr(values, "toarray") else values
    first = answers.get("predict", answers.get("transform"))
    with open(target / "expected.txt", "w") as out:
        if hasattr(rows, "columns"):
            for column in rows.columns:
                block("in:" + column, cells(rows[column]), out)
        else:
            block("in:input-0", np.asarray(rows, np.float64), out)
        block("out:output-0", first, out)
        for method, values in answers.items():
            block("out:" + method, values, out)


def main(folder, names):
    warnings.filterwarnings("ignore")
    for name, case in estimators(RANDOM).items():
        if not names or name in names:
            case["rows"] = case["rows"] if "rows" in case else edges(case["data"], case.get("missing", False))
            write(folder, name, case)


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
