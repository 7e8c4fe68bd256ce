"""Makes the model of this example: whether a review speaks well of a film, by logistic regression on its words.

    pip install numpy onnx
    python make_model.py model

Texts go in as they are: the graph makes them lower case, cuts them into words and counts those.
"""

import itertools
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# How well or ill each word speaks of a film.
WORTH = {
    "brilliant": 3, "wonderful": 3, "superb": 3, "moving": 2, "gripping": 2, "beautiful": 2, "funny": 2,
    "charming": 1, "clever": 1, "pleasant": 1, "slow": -1, "noisy": -1, "predictable": -1, "dull": -2, "boring": -2,
    "clumsy": -2, "weak": -2, "tedious": -2, "awful": -3, "terrible": -3,
}
THINGS = "film story cast ending music plot acting dialogue camera script".split()
FRAMES = [
    "a {a} {x} and a {b} {y}",
    "the {x} is {a} but the {y} is {b}",
    "i found the {x} {a} and the {y} {b}",
    "what a {a} {x} even with its {b} {y}",
]


def reviews(random, count):
    """Texts, each with whether it speaks well."""
    words = list(WORTH)
    for _ in range(count):
        a, b = random.choice(words, 2)
        x, y = random.choice(THINGS, 2, replace=False)
        frame = FRAMES[random.integers(0, len(FRAMES))]
        yield frame.format(a=a, b=b, x=x, y=y), WORTH[a] + WORTH[b] + random.logistic(0, 0.7) > 0


def fit(counts, good):
    """Weights and intercept of a logistic regression with a small penalty."""
    weights, intercept = np.zeros(counts.shape[1]), 0.0
    for _ in range(3000):
        error = 1 / (1 + np.exp(-(counts @ weights + intercept))) - good
        weights -= 0.5 * (counts.T @ error / len(good) + 0.002 * weights)
        intercept -= 0.5 * error.mean()
    return weights, intercept


def graph(vocabulary, weights, intercept):
    words = len(vocabulary)
    nodes = [
        helper.make_node("StringNormalizer", ["text"], ["lower"], case_change_action="LOWER", locale="C"),
        helper.make_node(
            "Tokenizer", ["lower"], ["words"], domain="com.microsoft",
            mark=0, mincharnum=1, pad_value="", tokenexp="[a-z]+",
        ),
        helper.make_node(
            "TfIdfVectorizer", ["words"], ["counts"], mode="TF", min_gram_length=1, max_gram_length=1,
            max_skip_count=0, ngram_counts=[0], ngram_indexes=list(range(words)), pool_strings=vocabulary,
        ),
        helper.make_node("MatMul", ["counts", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "intercept"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
    ]
    both = np.stack([-weights / 2, weights / 2], axis=1).astype(np.float32)
    ends = np.array([-intercept / 2, intercept / 2], np.float32)
    return helper.make_graph(
        nodes,
        "reviews",
        [helper.make_tensor_value_info("text", TensorProto.STRING, ["batch"])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 2])],
        [numpy_helper.from_array(both, "weights"), numpy_helper.from_array(ends, "intercept")],
    )


def main(folder):
    texts, good = zip(*reviews(np.random.default_rng(3), 3000))
    vocabulary = sorted(set(itertools.chain.from_iterable(text.split() for text in texts)))
    index = {word: i for i, word in enumerate(vocabulary)}
    counts = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in text.split():
            counts[row, index[word]] += 1
    weights, intercept = fit(counts, np.array(good, float))
    model = helper.make_model(
        graph(vocabulary, weights, intercept),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
