"""A library's own predict of iris flowers, measured by itself, for benchmarks/engines/run.

    python predict.py FORMAT MODEL ROWS

Prints `ready`, or `none` where the library is not installed. Then answers each line of standard input, a number of
milliseconds to go on for, with the microseconds of one call.
"""

import os
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
FLOWERS = [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3], [5.9, 2.8, 4.3, 1.3]]


def xgboost(model, rows):
    import xgboost

    booster = xgboost.Booster({"nthread": 1}, model_file=str(model / "model.json"))
    return lambda: booster.inplace_predict(rows.astype("float32", copy=False), validate_features=False)


def lightgbm(model, rows):
    import lightgbm

    booster = lightgbm.Booster(model_file=str(model / "model.txt"))
    return lambda: booster.predict(rows, num_threads=1)


def sklearn(model, rows):
    import joblib

    estimator = joblib.load(model / "model.joblib")
    return lambda: estimator.predict(rows)


def onnx(model, rows):
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model / "model.onnx"), settings, providers=["CPUExecutionProvider"])
    inputs = {session.get_inputs()[0].name: rows.astype("float32")}
    return lambda: session.run(None, inputs)


def pytorch(model, rows):
    import torch

    torch.set_num_threads(1)
    module = torch.jit.load(str(model / "model.pt")).eval()
    tensor = torch.tensor(rows, dtype=torch.float32)

    def predict():
        with torch.inference_mode():
            return module(tensor)

    return predict


def tensorflow(model, rows):
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    loaded = tensorflow.saved_model.load(str(model))
    function = loaded.signatures["serving_default"]
    name = next(iter(function.structured_input_signature[1]))
    inputs = {name: tensorflow.constant(rows, dtype=tensorflow.float32)}
    return lambda: function(**inputs)


def micros(predict, seconds):
    times, made, spent = 1, 0, 0.0
    while spent < seconds:
        begin = time.perf_counter()
        for _ in range(times):
            predict()
        spent += time.perf_counter() - begin
        made += times
        if spent < seconds / 8:
            times *= 2
    return spent / made * 1e6


def main(form, model, count):
    formats = {it.__name__: it for it in (xgboost, lightgbm, sklearn, onnx, pytorch, tensorflow)}
    try:
        import numpy

        rows = numpy.array((FLOWERS * count)[:count])
        predict = formats[form](model, rows)
    except (ImportError, KeyError):
        print("none", flush=True)
        return
    print("ready", flush=True)
    for line in sys.stdin:
        print(micros(predict, int(line) / 1000), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
