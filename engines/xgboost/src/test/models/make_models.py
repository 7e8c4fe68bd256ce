"""Makes XGBoost models and what XGBoost itself predicts with them, for GenuineModelsTest.

    python make_models.py FOLDER

Each model is a folder with a .json, .ubj or .bst file and an expected.txt, as the Java class GenuineModel reads it.
"""

import sys
from pathlib import Path

import numpy as np
import xgboost as xgb

RANDOM = np.random.default_rng(7)
ROWS, FEATURES = 300, 5
X = RANDOM.normal(size=(ROWS, FEATURES)).astype(np.float32)
X[RANDOM.random(X.shape) < 0.05] = np.nan
SCORE = np.nan_to_num(X[:, 0]) * 2 - np.nan_to_num(X[:, 1]) + np.nan_to_num(X[:, 2]) ** 2


def edges(features):
    """Rows at random, then those that go wrong first."""
    random = RANDOM.normal(size=(6, features)).astype(np.float32) * 2
    odd = [np.nan, 0.0, -0.0, 1e-38, -1e-38, 1e30, -1e30]
    return np.vstack([random] + [np.full((1, features), value, np.float32) for value in odd])


def write(folder, name, booster, ending, rows, **matrix):
    (folder / name).mkdir(parents=True, exist_ok=True)
    booster.save_model(folder / name / f"model.{ending}")
    data = xgb.DMatrix(rows, **matrix)
    blocks = {
        "in:input-0": rows,
        "out:output-0": booster.predict(data),
        "out:margin": booster.predict(data, output_margin=True),
    }
    with open(folder / name / "expected.txt", "w") as out:
        for block, values in blocks.items():
            values = np.asarray(values, np.float32)
            print(block, "FP32", *values.shape, sep="\t", file=out)
            for row in values.reshape(len(values), -1) if len(values) else []:
                print(*(repr(float(value)) for value in row), sep="\t", file=out)


def train(parameters, label, rounds=4, data=X, **matrix):
    settings = {"max_depth": 3, "eta": 0.4, "nthread": 1, "seed": 7, **parameters}
    return xgb.train(settings, xgb.DMatrix(data, label, **matrix), rounds)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    yes = (SCORE > 0.5).astype(int)
    three = np.digitize(SCORE, [0, 1.5])
    positive = np.exp(SCORE / 4) + 0.1
    count = RANDOM.poisson(positive)
    models = {
        "squarederror": ({"objective": "reg:squarederror"}, SCORE),
        "absoluteerror": ({"objective": "reg:absoluteerror"}, SCORE),
        "pseudohuber": ({"objective": "reg:pseudohubererror"}, SCORE),
        "quantile": ({"objective": "reg:quantileerror", "quantile_alpha": [0.1, 0.5, 0.9]}, SCORE),
        "logistic_regression": ({"objective": "reg:logistic"}, yes),
        "binary_logistic": ({"objective": "binary:logistic"}, yes),
        "binary_logitraw": ({"objective": "binary:logitraw"}, yes),
        "binary_hinge": ({"objective": "binary:hinge"}, yes),
        "softprob": ({"objective": "multi:softprob", "num_class": 3}, three),
        "softmax": ({"objective": "multi:softmax", "num_class": 3}, three),
        "poisson": ({"objective": "count:poisson"}, count),
        "gamma": ({"objective": "reg:gamma"}, positive),
        "tweedie": ({"objective": "reg:tweedie", "tweedie_variance_power": 1.4}, count),
        "cox": ({"objective": "survival:cox"}, positive),
        "dart": ({"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.3}, yes),
        "linear": ({"objective": "reg:squarederror", "booster": "gblinear"}, SCORE),
        "linear_multiclass": (
            {"objective": "multi:softprob", "num_class": 3, "booster": "gblinear"},
            three,
        ),
        "forest": (
            {"objective": "binary:logistic", "num_parallel_tree": 4, "subsample": 0.7},
            yes,
        ),
        "constrained": (
            {"objective": "reg:squarederror", "monotone_constraints": "(1,-1,0,0,0)"},
            SCORE,
        ),
        "lossguide": ({"objective": "reg:squarederror", "grow_policy": "lossguide"}, SCORE),
    }
    for index, (name, (parameters, label)) in enumerate(models.items()):
        ending = ["json", "ubj", "bst"][index % 3]
        write(folder, name, train(parameters, label), ending, edges(FEATURES))

    groups = np.repeat(10, ROWS // 10)
    for objective in ("rank:ndcg", "rank:pairwise", "rank:map"):
        relevance = yes if objective == "rank:map" else three
        ranker = train({"objective": objective}, relevance, group=groups)
        write(folder, objective.replace(":", "_"), ranker, "ubj", edges(FEATURES))

    both = np.column_stack([SCORE, -SCORE + 1])
    write(folder, "two_targets", train({}, both), "json", edges(FEATURES))
    tree = train({"multi_strategy": "multi_output_tree", "tree_method": "hist"}, both)
    write(folder, "two_targets_one_tree", tree, "ubj", edges(FEATURES))

    names = ["age", "income", "height (cm)", "ratio", "ä"]
    write(
        folder,
        "named_features",
        train({"objective": "binary:logistic"}, yes, feature_names=names),
        "json",
        edges(FEATURES),
        feature_names=names,
    )

    codes = X.copy()
    codes[:, 4] = RANDOM.integers(0, 6, ROWS)
    types = ["q", "q", "q", "q", "c"]
    label = (codes[:, 4] % 2 == 0).astype(int)
    categorical = train(
        {"objective": "binary:logistic", "tree_method": "hist", "max_cat_to_onehot": 2},
        label,
        data=codes,
        feature_types=types,
        enable_categorical=True,
    )
    rows = edges(FEATURES)
    rows[:, 4] = np.append(np.arange(6), [np.nan, 0, 1, 2, 3, 4, 5])[: len(rows)]
    write(
        folder, "categorical", categorical, "json", rows, feature_types=types, enable_categorical=True
    )

    write(folder, "no_rows", train({}, SCORE), "ubj", np.empty((0, FEATURES), np.float32))


main(Path(sys.argv[1]))
