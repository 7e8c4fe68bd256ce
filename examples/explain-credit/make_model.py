"""Makes the model of this example and the background data of its explainer: whether a loan is paid back, by a small
network that was trained on applicants who do not exist.

    pip install numpy onnx
    python make_model.py model explainer

Beside its probabilities the graph answers their gradient by the applicant's values, which integrated gradients need.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

NAMES = ["income", "debt", "amount", "age", "years employed", "late payments"]
HIDDEN = 5


def applicants(random, count):
    """Incomes, debts and amounts are in thousands."""
    age = random.integers(20, 70, count)
    employed = np.minimum(age - 18, random.gamma(2.0, 4.0, count).astype(int))
    income = 18 + 1.2 * employed + random.gamma(3.0, 9.0, count)
    debt = random.gamma(1.5, 8.0, count)
    amount = 2 + random.gamma(2.0, 7.0, count)
    late = random.poisson(0.8, count)
    rows = np.stack([income, debt, amount, age, employed, late], axis=1).round(1)
    risk = (debt + amount) / income + 0.45 * late - 0.05 * employed - 0.6
    paid = risk + random.logistic(0, 0.3, count) < 0.5
    return rows, paid.astype(float)


def train(rows, paid, random):
    """Weights of a network of one hidden layer, by gradient descent with momentum."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    x = (rows - mean) / spread
    weights = [
        random.normal(0, 0.5, (x.shape[1], HIDDEN)), np.zeros(HIDDEN),
        random.normal(0, 0.5, HIDDEN), np.zeros(1),
    ]
    speed = [np.zeros_like(each) for each in weights]
    for _ in range(4000):
        first, bias, second, end = weights
        hidden = np.tanh(x @ first + bias)
        error = 1 / (1 + np.exp(-(hidden @ second + end))) - paid
        back = np.outer(error, second) * (1 - hidden**2)
        steps = [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(keepdims=True)]
        for i, step in enumerate(steps):
            speed[i] = 0.9 * speed[i] - 0.05 * (step / len(x) + 2e-3 * weights[i])
            weights[i] = weights[i] + speed[i]
    first, bias, second, end = weights
    # The network of plain values: what was subtracted and divided goes into its weights.
    return first / spread[:, None], bias - (mean / spread) @ first, second, end


def graph(first, bias, second, end):
    constants = {
        "first": first, "bias": bias, "second": second[:, None], "end": end,
        "gains": second, "back": first.T, "one": np.array(1.0),
    }
    nodes = [
        ("MatMul", ["applicant", "first"], "inside"),
        ("Add", ["inside", "bias"], "biased"),
        ("Tanh", ["biased"], "hidden"),
        ("MatMul", ["hidden", "second"], "ended"),
        ("Add", ["ended", "end"], "score"),
        ("Sigmoid", ["score"], "paid"),
        ("Sub", ["one", "paid"], "lost"),
        ("Mul", ["hidden", "hidden"], "squared"),
        ("Sub", ["one", "squared"], "slopes"),
        ("Mul", ["slopes", "gains"], "steep"),
        ("MatMul", ["steep", "back"], "of_score"),
        ("Mul", ["paid", "lost"], "slope"),
        ("Mul", ["of_score", "slope"], "of_paid"),
        ("Neg", ["of_paid"], "of_lost"),
    ]
    made = [helper.make_node(kind, ins, [out]) for kind, ins, out in nodes]
    made.append(helper.make_node("Concat", ["lost", "paid"], ["probabilities"], axis=1))
    axes = numpy_helper.from_array(np.array([1], np.int64), "axes")
    made.append(helper.make_node("Unsqueeze", ["of_lost", "axes"], ["lost_line"]))
    made.append(helper.make_node("Unsqueeze", ["of_paid", "axes"], ["paid_line"]))
    made.append(helper.make_node("Concat", ["lost_line", "paid_line"], ["gradient"], axis=1))
    values = [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in constants.items()]
    count = len(NAMES)
    return helper.make_graph(
        made,
        "loans",
        [helper.make_tensor_value_info("applicant", TensorProto.FLOAT, ["batch", count])],
        [
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 2]),
            helper.make_tensor_value_info("gradient", TensorProto.FLOAT, ["batch", 2, count]),
        ],
        [*values, axes],
    )


def main(model_folder, explainer_folder):
    random = np.random.default_rng(11)
    rows, paid = applicants(random, 4000)
    model = helper.make_model(
        graph(*train(rows, paid, random)), opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    )
    for folder in [model_folder, explainer_folder]:
        folder.mkdir(parents=True, exist_ok=True)
    onnx.checker.check_model(model)
    onnx.save(model, model_folder / "model.onnx")
    lines = [",".join(NAMES)] + [",".join(f"{value:g}" for value in row) for row in rows[:200]]
    (explainer_folder / "background.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
