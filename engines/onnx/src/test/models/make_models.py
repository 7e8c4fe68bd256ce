"""Writes the ONNX models that the tests of the ONNX engine load.

Run it with Python's `onnx` and `onnxruntime` packages in this directory; it writes to ../resources/models. The two
iris models beside them are logistic regressions on Fisher's iris, with and without ZipMap.
"""

import pathlib

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

TARGET = pathlib.Path(__file__).parent.parent / "resources" / "models"
IR_VERSION = 9
OPSETS = [helper.make_opsetid("", 19), helper.make_opsetid("ai.onnx.ml", 3)]
TYPES = {
    "BOOL": TensorProto.BOOL,
    "UINT8": TensorProto.UINT8,
    "UINT16": TensorProto.UINT16,
    "UINT32": TensorProto.UINT32,
    "UINT64": TensorProto.UINT64,
    "INT8": TensorProto.INT8,
    "INT16": TensorProto.INT16,
    "INT32": TensorProto.INT32,
    "INT64": TensorProto.INT64,
    "FP16": TensorProto.FLOAT16,
    "BF16": TensorProto.BFLOAT16,
    "FP32": TensorProto.FLOAT,
    "FP64": TensorProto.DOUBLE,
    "BYTES": TensorProto.STRING,
}


def tensor(name, element_type=TensorProto.FLOAT, shape=("rows", 3)):
    return helper.make_tensor_value_info(name, element_type, shape)


def write(name, nodes, inputs, outputs, initializers=(), opsets=None):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = helper.make_model(graph, opset_imports=opsets or OPSETS)
    model.ir_version = IR_VERSION
    (TARGET / f"{name}.onnx").write_bytes(model.SerializeToString())
    return model


def identity(name, element_type, shape, opsets=None, op="Identity"):
    write(
        name,
        [helper.make_node(op, ["x"], ["y"])],
        [tensor("x", element_type, shape)],
        [tensor("y", element_type, shape)],
        opsets=opsets,
    )


def add_with_bias():
    """sum = a + b + bias, difference = a - b; bias has a value of its own, 10."""
    bias = numpy_helper.from_array(numpy.full(3, 10, numpy.float32), "bias")
    write(
        "add_with_bias",
        [
            helper.make_node("Add", ["a", "b"], ["plain"]),
            helper.make_node("Add", ["plain", "bias"], ["sum"]),
            helper.make_node("Sub", ["a", "b"], ["difference"]),
        ],
        [tensor("a"), tensor("b"), tensor("bias", shape=(3,))],
        [tensor("sum"), tensor("difference")],
        [bias],
    )


def gather():
    """copy = x; picked = x at the row that `index` names, which fails for a row that is not."""
    write(
        "gather",
        [
            helper.make_node("Identity", ["x"], ["copy"]),
            helper.make_node("Gather", ["x", "index"], ["picked"], axis=0),
        ],
        [tensor("x"), tensor("index", TensorProto.INT64, ("picks",))],
        [tensor("copy"), tensor("picked", shape=("picks", 3))],
    )


def perhaps():
    """y = x if `wanted`, else an optional without a value."""
    float_tensor = helper.make_tensor_type_proto(TensorProto.FLOAT, ("rows", 3))
    optional = helper.make_optional_type_proto(float_tensor)
    branch_output = helper.make_value_info("chosen", optional)
    then_branch = helper.make_graph(
        [helper.make_node("Optional", ["x"], ["chosen"])], "present", [], [branch_output]
    )
    else_branch = helper.make_graph(
        [helper.make_node("Optional", [], ["chosen"], type=float_tensor)],
        "absent",
        [],
        [branch_output],
    )
    write(
        "perhaps",
        [
            helper.make_node(
                "If", ["wanted"], ["y"], then_branch=then_branch, else_branch=else_branch
            )
        ],
        [tensor("x"), tensor("wanted", TensorProto.BOOL, (1,))],
        [helper.make_value_info("y", optional)],
    )


def loop():
    """y = x + 1 + 1 …, `iterations` times."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["keep_going"], ["keep_going_out"]),
            helper.make_node("Add", ["state", "one"], ["state_out"]),
        ],
        "body",
        [
            tensor("iteration", TensorProto.INT64, ()),
            tensor("keep_going", TensorProto.BOOL, ()),
            tensor("state", shape=("n",)),
        ],
        [tensor("keep_going_out", TensorProto.BOOL, ()), tensor("state_out", shape=("n",))],
    )
    write(
        "loop",
        [helper.make_node("Loop", ["iterations", "", "x"], ["y"], body=body)],
        [tensor("iterations", TensorProto.INT64, ()), tensor("x", shape=("n",))],
        [tensor("y", shape=("n",))],
        [numpy_helper.from_array(numpy.ones(1, numpy.float32), "one")],
    )


def zipmap_strings():
    """Numbers as a map from the names of the three iris species."""
    maps = helper.make_sequence_type_proto(
        helper.make_map_type_proto(
            TensorProto.STRING, helper.make_tensor_type_proto(TensorProto.FLOAT, ())
        )
    )
    write(
        "zipmap_strings",
        [
            helper.make_node(
                "ZipMap",
                ["scores"],
                ["probability"],
                domain="ai.onnx.ml",
                classlabels_strings=["setosa", "versicolor", "virginica"],
            )
        ],
        [tensor("scores")],
        [helper.make_value_info("probability", maps)],
    )


def sequence_of_tensors():
    sequence = helper.make_tensor_sequence_value_info("y", TensorProto.FLOAT, ("rows", 3))
    write(
        "sequence_of_tensors",
        [helper.make_node("SequenceConstruct", ["x", "x"], ["y"])],
        [tensor("x")],
        [sequence],
    )


def external_data():
    """y = x + weights, whose 64 numbers, 0 to 63, stand in a file of their own."""
    weights = numpy_helper.from_array(numpy.arange(64, dtype=numpy.float32), "weights")
    model = write(
        "external_data",
        [helper.make_node("Add", ["x", "weights"], ["y"])],
        [tensor("x", shape=("rows", 64))],
        [tensor("y", shape=("rows", 64))],
        [weights],
    )
    data = TARGET / "external_data.onnx_data"
    data.unlink(missing_ok=True)
    onnx.save(
        model,
        TARGET / "external_data.onnx",
        save_as_external_data=True,
        location=data.name,
        size_threshold=0,
    )


def ort_format(name):
    """A model that is there already, as ONNX Runtime writes it in its own format."""
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(TARGET / f"{name}.ort")
    options.add_session_config_entry("session.save_model_format", "ORT")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    path = str(TARGET / f"{name}.onnx")
    onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def main():
    for name, element_type in TYPES.items():
        identity(f"identity_{name}", element_type, ("rows", "columns"))
    identity("identity_scalar", TensorProto.FLOAT, ())
    identity("identity_any_rank", TensorProto.FLOAT, None)
    identity("float8", TensorProto.FLOAT8E4M3FN, ("rows",))
    identity("opset_too_new", TensorProto.FLOAT, (1,), [helper.make_opsetid("", 999)])
    identity("unknown_operator", TensorProto.FLOAT, (1,), op="Frobnicate")
    add_with_bias()
    gather()
    perhaps()
    loop()
    zipmap_strings()
    sequence_of_tensors()
    external_data()
    for name in ("iris_lr", "add_with_bias", "external_data"):
        ort_format(name)


main()
