package dev.serval.engine.pytorch.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes tensors of ours of what a module gave: a tensor, or tuples, lists and dictionaries of
/// such.
final class ResultReader {
    private final PtNDManager arrays;
    private final TensorAllocator allocator;
    private final ResultNames names;
    private final List<Tensor> results = new ArrayList<>();

    ResultReader(PtNDManager arrays, ResultNames names, TensorAllocator allocator) {
        this.arrays = arrays;
        this.names = names;
        this.allocator = allocator;
    }

    /// The tensors in their order, those of a dictionary by name; the caller owns them.
    List<Tensor> read(IValue value) {
        try {
            add("", value);
            return List.copyOf(results);
        } catch (RuntimeException failure) {
            results.forEach(Tensor::close);
            throw failure;
        }
    }

    private void add(String key, IValue value) {
        if (value.isTensor()) {
            results.add(tensor(names.of(results.size(), key), value.toTensor(arrays)));
        } else if (value.isTuple()) {
            addAll(Arrays.asList(value.toIValueTuple()));
        } else if (value.isTensorList() || value.isList()) {
            addAll(Arrays.asList(value.toIValueArray()));
        } else if (value.isMap()) {
            addAll(value.toIValueMap());
        } else {
            throw new TorchException(
                    "the model gave a %s, expected tensors".formatted(value.getType()));
        }
    }

    private void addAll(List<IValue> values) {
        try {
            values.forEach(value -> add("", value));
        } finally {
            values.forEach(IValue::close);
        }
    }

    private void addAll(Map<String, IValue> values) {
        try {
            new TreeMap<>(values).forEach(this::add);
        } finally {
            values.values().forEach(IValue::close);
        }
    }

    private Tensor tensor(String name, PtNDArray array) {
        ElementType type =
                ElementType.find(array.getDataType())
                        .orElseThrow(() ->
                                new TorchException(
                                        "the model gave %s, which the protocol lacks"
                                                .formatted(array.getDataType())));
        Shape shape = Shape.of(array.getShape().getShape());
        Tensor tensor = Tensor.allocate(name, type.ours(), shape, allocator);
        try {
            if (tensor.elementCount() > 0) {
                tensor.data().copyFrom(MemorySegment.ofBuffer(array.toByteBuffer(true)));
            }
            return tensor;
        } catch (RuntimeException failure) {
            tensor.close();
            throw failure;
        }
    }
}
