"""Makes what the Python library `dice-ml` finds, for ReferenceDiceTest.

    pip install dice-ml
    python make_dice_reference.py ../resources

It writes FOLDER/reference/dice.json: the background, and for each row that is explained the counterfactuals of each of
DiCE's three model-agnostic searches, by their own defaults, with a fixed seed each. The model is a function written down in
both languages.
"""

import contextlib
import io
import json
import random
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import dice_ml
import numpy as np
import pandas as pd

BACKGROUND = 150
NAMES = ["x0", "x1", "x2", "x3"]
ROWS = 6
SEARCHES = ["random", "genetic", "kdtree"]
SEEDS = [1, 2, 3]
WISHED = 4


def score(rows):
    """The second class's probability: a sum, a product of two features and a fold."""
    rows = np.asarray(rows, np.float64)
    sum_ = 1.5 * rows[:, 0] + rows[:, 1] - 0.8 * rows[:, 2] * rows[:, 1] + 0.5 * np.abs(rows[:, 3])
    return 1 / (1 + np.exp(-3 * (sum_ - 1)))


class Model:
    """What DiCE asks of a classifier of scikit-learn."""

    classes_ = np.array([0, 1])

    def predict_proba(self, rows):
        yes = score(np.asarray(rows[NAMES], np.float64))
        return np.stack([1 - yes, yes], axis=1)

    def predict(self, rows):
        return self.predict_proba(rows).argmax(axis=1)


def counterfactuals(data, method, row, seed):
    model = dice_ml.Model(model=Model(), backend="sklearn")
    explainer = dice_ml.Dice(data, model, method=method)
    random.seed(seed)
    np.random.seed(seed)
    options = {"random_seed": seed} if method == "random" else {}
    found = explainer.generate_counterfactuals(
        pd.DataFrame([row], columns=NAMES),
        total_CFs=WISHED,
        desired_class="opposite",
        verbose=False,
        **options,
    )
    frame = found.cf_examples_list[0].final_cfs_df
    if frame is None:
        return []
    rows = frame[NAMES].to_numpy(np.float64)
    assert (score(rows) > 0.5).all()
    return rows.tolist()


def main(folder):
    warnings.filterwarnings("ignore")
    generator = np.random.default_rng(17)
    background = np.round(generator.normal(size=(BACKGROUND, len(NAMES))), 4)
    frame = pd.DataFrame(background, columns=NAMES)
    frame["outcome"] = (score(background) > 0.5).astype(int)
    data = dice_ml.Data(dataframe=frame, continuous_features=NAMES, outcome_name="outcome")
    # The rows that the model is surest to refuse, and some near its border.
    refused = [list(row) for row in background[score(background) < 0.5]]
    refused.sort(key=lambda row: score([row])[0])
    rows = [refused[i * (len(refused) - 1) // (ROWS - 1)] for i in range(ROWS)]
    explained = []
    for row in rows:
        found = {}
        for method in SEARCHES:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                found[method] = [
                    each for seed in SEEDS for each in counterfactuals(data, method, row, seed)
                ]
        explained.append({"row": row, "found": found})
    content = {"version": version("dice-ml"), "background": background.tolist(), "explained": explained}
    (folder / "reference" / "dice.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
