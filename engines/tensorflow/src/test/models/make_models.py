"""Makes TensorFlow SavedModels and what TensorFlow itself answers with them, for GenuineModelsTest.

    python make_models.py FOLDER

Each model is a SavedModel folder with an expected.txt in it, as the Java class GenuineModel reads it.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import numpy as np
import tensorflow as tf

RANDOM = np.random.default_rng(7)
TYPES = {
    tf.float32: "FP32",
    tf.float64: "FP64",
    tf.int32: "INT32",
    tf.int64: "INT64",
    tf.bool: "BOOL",
    tf.string: "BYTES",
}


def normal(*shape):
    return RANDOM.normal(size=shape).astype(np.float32)


def text(value):
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    return repr(value.item()) if isinstance(value, np.generic) else repr(value)


def block(out, kind, name, tensor):
    print(f"{kind}:{name}", TYPES[tensor.dtype], *tensor.shape, sep="\t", file=out)
    values = tensor.numpy()
    if tensor.shape.rank == 0:
        print(text(values), file=out)
        return
    for row in values.reshape(len(values), -1) if len(values) else []:
        print(*(text(value) for value in row), sep="\t", file=out)


class Function(tf.Module):
    def __init__(self, call, specs, **variables):
        super().__init__()
        self.kept = {name: tf.Variable(value) for name, value in variables.items()}
        self.tables = []
        names = list(specs)
        self.serve = tf.function(
            lambda **inputs: call(*(inputs[n] for n in names), **self.kept),
            input_signature=None,
        ).get_concrete_function(**{n: tf.TensorSpec(s.shape, s.dtype, n) for n, s in specs.items()})


def write(folder, name, call, inputs, shapes=None, signature="serving_default", **variables):
    """Saves `call` with the batch left open, and what it gives for the inputs."""
    inputs = {key: tf.constant(value) for key, value in inputs.items()}
    shapes = shapes or {}
    specs = {
        key: tf.TensorSpec(
            shapes.get(key, [None, *value.shape[1:]] if value.shape.rank else []), value.dtype
        )
        for key, value in inputs.items()
    }
    module = Function(call, specs, **variables)
    target = folder / name
    tf.saved_model.save(module, str(target), {signature: module.serve})
    with open(target / "expected.txt", "w") as out:
        for key, value in inputs.items():
            block(out, "in", key, value)
        for key, value in module.serve(**inputs).items():
            block(out, "out", key, value)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    odd = np.array([[np.nan, 1, -1], [np.inf, 0, 2], [-np.inf, 3, 4]], np.float32)
    rows = np.vstack([normal(3, 3), odd])
    w, b = normal(3, 2), normal(2)
    write(folder, "dense", lambda x, w, b: {"y": x @ w + b}, {"x": rows}, w=w, b=b)
    write(folder, "dense_of_doubles", lambda x, w: {"y": x @ w}, {"x": rows.astype(float)}, w=w.astype(float))
    write(
        folder,
        "classifier",
        lambda x, w, b: {
            "probabilities": tf.nn.softmax(x @ w + b),
            "class": tf.argmax(x @ w + b, axis=1),
        },
        {"x": normal(4, 3)},
        w=w,
        b=b,
    )
    write(folder, "two_inputs", lambda a, c: {"sum": a + c, "product": a * c}, {"a": rows, "c": rows[::-1]})
    write(folder, "integers", lambda x: {"y": x * 3 - 1}, {"x": np.array([[1, -2], [7, 2**31 - 1]], np.int32)})
    write(folder, "longs", lambda x: {"y": x // 2}, {"x": np.array([2**40, -3, 0])})
    write(folder, "booleans", lambda x: {"y": tf.logical_not(x)}, {"x": np.array([[True, False]])})
    write(folder, "comparison", lambda x: {"y": x > 0}, {"x": normal(3, 2)})
    strings = np.array(["straße", "", "a" * 100, "x"])
    write(folder, "upper", lambda x: {"y": tf.strings.upper(x, "utf-8")}, {"x": strings})
    write(folder, "lengths", lambda x: {"y": tf.strings.length(x)}, {"x": strings})
    write(
        folder,
        "joined",
        lambda a, c: {"y": tf.strings.join([a, c], "-")},
        {"a": strings, "c": strings[::-1]},
    )
    write(
        folder,
        "numbers_of_text",
        lambda x: {"y": tf.strings.to_number(x)},
        {"x": np.array(["1.5", "-2", "1e3"])},
    )
    write(
        folder,
        "image",
        lambda x, k: {"y": tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(x, k, 1, "SAME")), 2, 2, "VALID")},
        {"x": normal(2, 8, 8, 3)},
        k=normal(3, 3, 3, 4),
    )
    write(
        folder,
        "embedding",
        lambda ids, table: {"y": tf.reduce_mean(tf.gather(table, ids), axis=1)},
        {"ids": np.array([[0, 1, 2], [9, 9, 0]])},
        shapes={"ids": [None, None]},
        table=normal(10, 4),
    )

    def recurrent(x, u, v):
        state = tf.zeros([tf.shape(x)[0], 4])
        for step in range(5):
            state = tf.tanh(x[:, step] @ u + state @ v)
        return {"y": state}

    write(folder, "recurrent", recurrent, {"x": normal(2, 5, 3)}, u=normal(3, 4), v=normal(4, 4))

    def attention(x, q, k, v):
        weights = tf.nn.softmax((x @ q) @ tf.transpose(x @ k, [0, 2, 1]) / 2.0)
        return {"y": weights @ (x @ v), "weights": weights}

    write(
        folder,
        "attention",
        attention,
        {"x": normal(2, 6, 4)},
        shapes={"x": [None, None, 4]},
        q=normal(4, 4),
        k=normal(4, 4),
        v=normal(4, 4),
    )

    def loop(x):
        return {
            "y": tf.while_loop(lambda i, y: i < 5, lambda i, y: (i + 1, y * 1.1 + 1), [0, x])[1]
        }

    write(folder, "loop", loop, {"x": normal(3, 2)})
    write(folder, "branch", lambda x: {"y": tf.where(x > 0, x, x * 0.1)}, {"x": normal(3, 2)})
    write(folder, "scalar", lambda x: {"y": x * 2}, {"x": np.float32(1.5)})
    write(folder, "top", lambda x: dict(zip(("values", "places"), tf.math.top_k(x, 2))), {"x": normal(3, 5)})
    write(folder, "normalized", lambda x: {"y": tf.math.l2_normalize(x, 1)}, {"x": normal(3, 4)})
    write(folder, "of_another_name", lambda x: {"y": x + 1}, {"x": normal(2, 2)}, signature="predict_x")
    write(folder, "no_rows", lambda x, w: {"y": x @ w}, {"x": np.zeros((0, 3), np.float32)}, w=w)


def special(folder):
    """Models that TensorflowEngineTest looks at, without an expected.txt."""
    pair = tf.TensorSpec([None, 2], tf.float32, "x")
    module = tf.Module()
    module.double = tf.function(lambda x: {"y": x * 2}, input_signature=[pair])
    module.negative = tf.function(lambda x: {"y": -x, "same": x}, input_signature=[pair])
    tf.saved_model.save(
        module,
        str(folder / "two_functions"),
        {"serving_default": module.double, "negative": module.negative},
    )
    module = tf.Module()
    anything = tf.TensorSpec(None, tf.float32, "x")
    module.serve = tf.function(lambda x: {"y": x + 1}, input_signature=[anything])
    tf.saved_model.save(module, str(folder / "any_rank"), module.serve)
    module = tf.Module()
    complex_ = tf.TensorSpec([None], tf.complex64, "x")
    module.serve = tf.function(lambda x: {"y": tf.math.abs(x)}, input_signature=[complex_])
    tf.saved_model.save(module, str(folder / "complex"), module.serve)
    module = tf.Module()
    strings = tf.TensorSpec([None], tf.string, "x")
    module.serve = tf.function(lambda x: {"y": tf.identity(x)}, input_signature=[strings])
    tf.saved_model.save(module, str(folder / "echo"), module.serve)
    module = tf.Module()
    rows = tf.TensorSpec([None, 250_000], tf.float32, "x")
    module.serve = tf.function(lambda x: {"y": x * 2}, input_signature=[rows])
    tf.saved_model.save(module, str(folder / "wide"), module.serve)


main(Path(sys.argv[1]))
special(Path(sys.argv[1]) / "special")
