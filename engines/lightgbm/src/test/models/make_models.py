"""Makes LightGBM models and what LightGBM itself predicts with them, for GenuineModelsTest.

    python make_models.py FOLDER

Each model is a folder with a .txt or .bst file and an expected.txt, as the Java class GenuineModel reads it.
"""

import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

RANDOM = np.random.default_rng(7)
ROWS, FEATURES = 400, 5
X = RANDOM.normal(size=(ROWS, FEATURES))
X[RANDOM.random(X.shape) < 0.05] = np.nan
SCORE = np.nan_to_num(X[:, 0]) * 2 - np.nan_to_num(X[:, 1]) + np.nan_to_num(X[:, 2]) ** 2


def edges():
    """Rows at random, then those that go wrong first."""
    odd = [np.nan, 0.0, -0.0, 1e-300, 1e300, -1e300, np.inf, -np.inf]
    return np.vstack(
        [RANDOM.normal(size=(6, FEATURES)) * 2] + [np.full((1, FEATURES), value) for value in odd]
    )


def write(folder, name, booster, ending, rows):
    (folder / name).mkdir(parents=True, exist_ok=True)
    booster.save_model(folder / name / f"model.{ending}")
    loaded = lgb.Booster(model_file=folder / name / f"model.{ending}")
    blocks = {
        "in:input-0": rows,
        "out:output-0": loaded.predict(rows),
        "out:raw_score": loaded.predict(rows, raw_score=True),
    }
    with open(folder / name / "expected.txt", "w") as out:
        for block, values in blocks.items():
            values = np.asarray(values, np.float64)
            print(block, "FP64", *values.shape, sep="\t", file=out)
            for row in values.reshape(len(values), -1) if len(values) else []:
                print(*(repr(float(value)) for value in row), sep="\t", file=out)


def train(parameters, label, rounds=4, data=X, **dataset):
    settings = {
        "num_leaves": 6,
        "min_data_in_leaf": 10,
        "learning_rate": 0.3,
        "num_threads": 1,
        "seed": 7,
        "deterministic": True,
        "verbose": -1,
        **parameters,
    }
    return lgb.train(settings, lgb.Dataset(data, label, **dataset), rounds)


def main(folder):
    yes = (SCORE > 0.5).astype(int)
    three = np.digitize(SCORE, [0, 1.5])
    positive = np.exp(SCORE / 4) + 0.1
    count = RANDOM.poisson(positive)
    share = 1 / (1 + np.exp(-SCORE))
    models = {
        "regression": ({"objective": "regression"}, SCORE),
        "regression_l1": ({"objective": "regression_l1"}, SCORE),
        "huber": ({"objective": "huber"}, SCORE),
        "fair": ({"objective": "fair"}, SCORE),
        "poisson": ({"objective": "poisson"}, count),
        "quantile": ({"objective": "quantile", "alpha": 0.8}, SCORE),
        "mape": ({"objective": "mape"}, positive),
        "gamma": ({"objective": "gamma"}, positive),
        "tweedie": ({"objective": "tweedie"}, positive),
        "square_root": ({"objective": "regression", "reg_sqrt": True}, positive),
        "binary": ({"objective": "binary"}, yes),
        "multiclass": ({"objective": "multiclass", "num_class": 3}, three),
        "multiclassova": ({"objective": "multiclassova", "num_class": 3}, three),
        "cross_entropy": ({"objective": "cross_entropy"}, share),
        "cross_entropy_lambda": ({"objective": "cross_entropy_lambda"}, share),
        "dart": ({"objective": "binary", "boosting": "dart"}, yes),
        "random_forest": (
            {
                "objective": "binary",
                "boosting": "rf",
                "bagging_freq": 1,
                "bagging_fraction": 0.6,
            },
            yes,
        ),
        "goss": ({"objective": "binary", "data_sample_strategy": "goss"}, yes),
        "linear_trees": ({"objective": "regression", "linear_tree": True}, SCORE),
        "zero_as_missing": ({"objective": "binary", "zero_as_missing": True}, yes),
        "no_missing": ({"objective": "binary", "use_missing": False}, yes),
        "monotone": (
            {"objective": "regression", "monotone_constraints": [1, -1, 0, 0, 0]},
            SCORE,
        ),
    }
    for index, (name, (parameters, label)) in enumerate(models.items()):
        write(folder, name, train(parameters, label), ["txt", "bst"][index % 2], edges())

    for objective in ("lambdarank", "rank_xendcg"):
        ranker = train({"objective": objective}, three, group=np.repeat(20, ROWS // 20))
        write(folder, objective, ranker, "txt", edges())

    codes = X.copy()
    codes[:, 4] = RANDOM.integers(0, 12, ROWS)
    label = (codes[:, 4] % 3 == 0).astype(int)
    categorical = train({"objective": "binary"}, label, data=codes, categorical_feature=[4])
    rows = edges()
    rows[:, 4] = [0, 1, 2, 3, 6, 11, 12, 99, -1, np.nan, 3.7, 0, 9, 10]
    write(folder, "categorical", categorical, "txt", rows)

    named = train(
        {"objective": "binary"}, yes, feature_name=["age", "income", "height", "ratio", "ä"]
    )
    write(folder, "named_features", named, "txt", edges())
    write(folder, "no_rows", named, "txt", np.empty((0, FEATURES)))


main(Path(sys.argv[1]))
