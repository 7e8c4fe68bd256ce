"""Makes what the Python libraries `shap`, `lime` and `xgboost` answer, for ReferenceKernelShapTest,
ReferenceTreeShapTest, ReferenceLimeTest, LimeTextTest and ContributionsTest.

    pip install shap lime xgboost
    python make_references.py ../resources

It reads the committed tree models of FOLDER/trees (see make_trees.py) and writes FOLDER/trees/NAME.interactions.json and
FOLDER/reference/NAME.json. Models that are functions are written down in both languages; `function` below is theirs.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import shap
import xgboost as xgb
from lime.lime_tabular import LimeTabularExplainer
from lime.lime_text import LimeTextExplainer

RANDOM = np.random.default_rng(23)
FEATURES = 6
BACKGROUND = 10
ASKED = 3
XGBOOST = ["xgboost_regression", "xgboost_binary", "xgboost_softprob", "xgboost_dart"]


def numbers(array):
    """Nested lists, NaN as null."""
    array = np.asarray(array, np.float64)
    if array.ndim == 0:
        return None if math.isnan(array) else float(array)
    return [numbers(each) for each in array]


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content) + "\n")


def committed(folder, name):
    """A committed booster and the rows that it is asked for."""
    booster = xgb.Booster(model_file=folder / "trees" / f"{name}.model.json")
    rows = json.loads((folder / "trees" / f"{name}.expected.json").read_text())["rows"]
    return booster, np.array(rows, np.float64)


def write_interactions(folder, name):
    """XGBoost's own interaction values, by row, output and two features; base values are left out."""
    booster, rows = committed(folder, name)
    found = booster.predict(xgb.DMatrix(rows), pred_interactions=True)
    found = found.reshape(len(rows), -1, FEATURES + 1, FEATURES + 1)[:, :, :FEATURES, :FEATURES]
    write(folder / "trees" / f"{name}.interactions.json", {"interactions": numbers(found)})


def write_tree_shap(folder, name):
    """TreeExplainer, path-dependent and interventional, for a booster of one output."""
    booster, rows = committed(folder, name)
    background = RANDOM.normal(size=(BACKGROUND, FEATURES))
    asked = rows[:ASKED]
    dependent = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    interventional = shap.TreeExplainer(
        booster, background, feature_perturbation="interventional", model_output="raw"
    )
    write(
        folder / "reference" / f"tree_shap_{name}.json",
        {
            "rows": numbers(asked),
            "background": numbers(background),
            "path_dependent": numbers(dependent.shap_values(asked)),
            "path_dependent_base": float(np.ravel(dependent.expected_value)[0]),
            "interactions": numbers(dependent.shap_interaction_values(asked)),
            "interventional": numbers(interventional.shap_values(asked, check_additivity=False)),
            "interventional_base": float(np.ravel(interventional.expected_value)[0]),
        },
    )


def function(rows):
    """Two outputs of six features; ReferenceModel is the same in Java."""
    x = np.asarray(rows).T
    return np.stack(
        [
            np.sin(x[0]) + x[1] * x[2] - 0.5 * x[3] ** 2 + np.where(x[4] > 0, x[5], 0.25),
            1 / (1 + np.exp(-(x[0] - 2 * x[1] + x[2] * x[3] * x[4]))),
        ],
        axis=1,
    )


def write_kernel_shap(folder):
    """KernelExplainer with all coalitions enumerated."""
    background = RANDOM.normal(size=(BACKGROUND, FEATURES))
    asked = RANDOM.normal(size=(ASKED, FEATURES))
    explainer = shap.KernelExplainer(function, background)
    values = explainer.shap_values(asked, nsamples=2**FEATURES, l1_reg=False, silent=True)
    values = np.moveaxis(np.asarray(values), 2, 1)
    write(
        folder / "reference" / "kernel_shap.json",
        {
            "rows": numbers(asked),
            "background": numbers(background),
            "base": numbers(explainer.expected_value),
            "values": numbers(values),
        },
    )


def write_lime(folder):
    """LimeTabularExplainer with quartiles: its own perturbations, and the linear model that it fits to them."""
    background = RANDOM.normal(size=(200, FEATURES))
    explainer = LimeTabularExplainer(
        background,
        mode="regression",
        discretizer="quartile",
        feature_selection="none",
        random_state=5,
    )
    asked = []
    seen = {}
    fit = explainer.base.explain_instance_with_data

    def recorded(data, labels, distances, label, *rest, **named):
        seen.update(data=data, labels=labels, distances=distances)
        return fit(data, labels, distances, label, *rest, **named)

    explainer.base.explain_instance_with_data = recorded
    for row in RANDOM.normal(size=(2, FEATURES)):
        found = explainer.explain_instance(
            row, lambda rows: function(rows)[:, 1], num_features=FEATURES, num_samples=150
        )
        weights = dict(found.local_exp[1])
        asked.append(
            {
                "row": numbers(row),
                "perturbations": np.asarray(seen["data"], int).tolist(),
                "answers": numbers(np.ravel(seen["labels"])),
                "distances": numbers(seen["distances"]),
                "weights": [weights[feature] for feature in range(FEATURES)],
                "intercept": float(np.ravel(found.intercept[1])[0]),
                "r2": float(found.score),
            }
        )
    quartiles = np.percentile(background, [25, 50, 75], axis=0).T
    write(
        folder / "reference" / "lime_tabular.json",
        {"background": numbers(background), "quartiles": numbers(quartiles), "asked": asked},
    )


def write_lime_text(folder):
    """LimeTextExplainer: its own perturbations, by the words of its own order, and its linear model."""
    text = "a wonderful cast and a terrible story that ends well"
    weights = {"wonderful": 1.5, "terrible": -2.0, "well": 0.5, "cast": 0.25}

    def answer(texts):
        sums = [sum(weights.get(word, 0) for word in each.split()) for each in texts]
        yes = 1 / (1 + np.exp(-np.asarray(sums)))
        return np.stack([1 - yes, yes], axis=1)

    explainer = LimeTextExplainer(feature_selection="none", random_state=5)
    seen = {}
    fit = explainer.base.explain_instance_with_data

    def recorded(data, labels, distances, label, *rest, **named):
        seen.update(data=data, labels=labels, distances=distances)
        return fit(data, labels, distances, label, *rest, **named)

    explainer.base.explain_instance_with_data = recorded
    found = explainer.explain_instance(text, answer, num_features=20, num_samples=120)
    weight = dict(found.local_exp[1])
    write(
        folder / "reference" / "lime_text.json",
        {
            "text": text,
            "perturbations": np.asarray(seen["data"], int).tolist(),
            "answers": numbers(np.asarray(seen["labels"])[:, 1]),
            "distances": numbers(seen["distances"]),
            "weights": [weight[word] for word in range(len(weight))],
            "intercept": float(np.ravel(found.intercept[1])[0]),
            "r2": float(found.score),
        },
    )


def main(folder):
    for name in XGBOOST:
        write_interactions(folder, name)
    for name in ["xgboost_regression", "xgboost_binary"]:
        write_tree_shap(folder, name)
    write_kernel_shap(folder)
    write_lime(folder)
    write_lime_text(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
