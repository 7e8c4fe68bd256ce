"""Makes tree models and what their own libraries say each feature contributes, for ContributionsTest.

    python make_trees.py FOLDER

Each model NAME is NAME.model.json (XGBoost) or NAME.model.txt (LightGBM) beside NAME.expected.json: rows (null is a
missing value), what the trees add up to, and contributions, by row and output, the base value last.
"""

import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import xgboost as xgb

RANDOM = np.random.default_rng(11)
ROWS, FEATURES = 300, 6
X = RANDOM.normal(size=(ROWS, FEATURES))
X[RANDOM.random(X.shape) < 0.05] = np.nan
SCORE = np.nan_to_num(X[:, 0]) * 2 - np.nan_to_num(X[:, 1]) * np.nan_to_num(X[:, 2])
YES = (SCORE > 0.3).astype(int)
THREE = np.digitize(SCORE, [-0.5, 0.8])
ASKED = X[:12]


def write(folder, name, sums, contributions):
    rows = [[None if np.isnan(value) else value for value in row] for row in ASKED.tolist()]
    count = len(rows)
    contributions = np.asarray(contributions, np.float64).reshape(count, -1, FEATURES + 1)
    sums = np.asarray(sums, np.float64).reshape(count, -1)
    expected = {"rows": rows, "sums": sums.tolist(), "contributions": contributions.tolist()}
    (folder / f"{name}.expected.json").write_text(json.dumps(expected) + "\n")


def write_xgboost(folder, name, parameters, label, rounds=6):
    settings = {"max_depth": 4, "eta": 0.4, "nthread": 1, "seed": 7, **parameters}
    booster = xgb.train(settings, xgb.DMatrix(X, label), rounds)
    for ending in ["json", "ubj"]:
        booster.save_model(folder / f"{name}.model.{ending}")
    asked = xgb.DMatrix(ASKED)
    write(
        folder,
        name,
        booster.predict(asked, output_margin=True),
        booster.predict(asked, pred_contribs=True),
    )


def write_lightgbm(folder, name, parameters, label, rounds=6, data=X, **dataset):
    settings = {
        "num_leaves": 10,
        "min_data_in_leaf": 5,
        "learning_rate": 0.3,
        "num_threads": 1,
        "seed": 7,
        "deterministic": True,
        "verbose": -1,
        **parameters,
    }
    booster = lgb.train(settings, lgb.Dataset(data, label, **dataset), rounds)
    booster.save_model(folder / f"{name}.model.txt")
    # A forest answers the mean of its trees; asked for sums and contributions it does not divide.
    trees = booster.num_trees() if settings.get("boosting") == "rf" else 1
    write(
        folder,
        name,
        booster.predict(ASKED, raw_score=True) / trees,
        booster.predict(ASKED, pred_contrib=True) / trees,
    )


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    write_xgboost(folder, "xgboost_regression", {"objective": "reg:squarederror"}, SCORE)
    write_xgboost(folder, "xgboost_binary", {"objective": "binary:logistic"}, YES)
    write_xgboost(folder, "xgboost_softprob", {"objective": "multi:softprob", "num_class": 3}, THREE, 3)
    write_xgboost(folder, "xgboost_dart", {"booster": "dart", "rate_drop": 0.3}, SCORE)
    write_lightgbm(folder, "lightgbm_regression", {"objective": "regression"}, SCORE)
    write_lightgbm(folder, "lightgbm_binary", {"objective": "binary"}, YES)
    write_lightgbm(folder, "lightgbm_multiclass", {"objective": "multiclass", "num_class": 3}, THREE, 3)
    write_lightgbm(
        folder,
        "lightgbm_forest",
        {"objective": "regression", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.7},
        SCORE,
    )
    categorical = X.copy()
    categorical[:, 3] = RANDOM.integers(0, 9, ROWS)
    global ASKED
    ASKED = categorical[:12]
    write_lightgbm(
        folder,
        "lightgbm_categorical",
        {"objective": "regression", "min_data_per_group": 5, "cat_smooth": 1},
        SCORE + (categorical[:, 3] % 3),
        data=categorical,
        categorical_feature=[3],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
