package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the inputs or outputs that a `model.yaml` declares, by name: `x: {datatype: FP32, shape:
/// [-1, 4]}`.
final class YamlTensors {
    private static final List<String> KEYS = List.of("datatype", "shape");

    private YamlTensors() {}

    /// In the order in which they are written.
    static List<DeclaredTensor> read(Optional<YamlValue> given) throws ConfigurationException {
        List<DeclaredTensor> tensors = new ArrayList<>();
        if (given.isPresent()) {
            YamlMap map = given.get().map();
            for (String name : map.keys()) {
                tensors.add(tensor(name, map.find(name).orElseThrow()));
            }
        }
        return tensors;
    }

    private static DeclaredTensor tensor(String name, YamlValue value)
            throws ConfigurationException {
        YamlMap map = value.map();
        map.requireOnly(KEYS);
        Optional<YamlValue> type = map.find("datatype");
        Optional<YamlValue> shape = map.find("shape");
        if (type.isEmpty() || shape.isEmpty()) {
            throw value.mistyped("datatype and shape");
        }
        return new DeclaredTensor(name, dataType(type.get()), shape(shape.get()));
    }

    private static DataType dataType(YamlValue value) throws ConfigurationException {
        Optional<DataType> found = DataType.find(value.text());
        if (found.isEmpty()) {
            throw value.mistyped("one of " + Arrays.toString(DataType.values()));
        }
        return found.get();
    }

    private static Shape shape(YamlValue value) throws ConfigurationException {
        return Shape.of(
                value.wholes(Shape.DYNAMIC, Long.MAX_VALUE).stream()
                        .mapToLong(size -> size)
                        .toArray());
    }
}
