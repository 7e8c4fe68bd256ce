package dev.serval.predictor.configuration;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.textformat.TextField;
import dev.serval.server.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the `input` and `output` messages of a `config.pbtxt`.
final class TritonTensors {
    private final TritonFields fields;
    private final List<String> warnings;
    private final Map<String, String> labelFiles = new LinkedHashMap<>();

    TritonTensors(TritonFields fields, List<String> warnings) {
        this.fields = fields;
        this.warnings = warnings;
    }

    /// The label files of the outputs that were read.
    Map<String, String> labelFiles() {
        return labelFiles;
    }

    /// @param maxBatchSize the model's; beyond 0 it says that the dimensions are those of one row
    DeclaredTensor read(TextField tensor, int maxBatchSize) throws ConfigurationException {
        Draft draft = new Draft();
        for (TextField field : fields.message(tensor).fields()) {
            read(tensor, field, draft);
        }
        String name = draft.name;
        DataType type = draft.type;
        if (name == null || type == null || draft.dimensions.isEmpty()) {
            throw fields.refusal(
                    tensor.position(),
                    "%s %s, expected name, data_type and dims"
                            .formatted(tensor.name(), tensor.value().shown()));
        }
        if (draft.labelFile != null) {
            labelFiles.put(name, draft.labelFile);
        }
        return new DeclaredTensor(name, type, draft.shape(maxBatchSize));
    }

    private void read(TextField tensor, TextField field, Draft draft)
            throws ConfigurationException {
        switch (field.name()) {
            case "name" -> draft.name = fields.text(field);
            case "data_type" -> draft.type = fields.dataType(field);
            case "dims" -> draft.dimensions.add(fields.whole(field, -1, Long.MAX_VALUE));
            case "label_filename" -> draft.labelFile = fields.text(field);
            case "reshape" ->
                    throw fields.refusal(
                            field.position(),
                            "%s.reshape is not supported, expected the model's own dims"
                                    .formatted(tensor.name()));
            default -> warnings.add(fields.unused(field, tensor.name() + "." + field.name()));
        }
    }

    private static final class Draft {
        private @Nullable String name;
        private @Nullable DataType type;
        private @Nullable String labelFile;
        private final List<Long> dimensions = new ArrayList<>();

        Shape shape(int maxBatchSize) {
            List<Long> all = new ArrayList<>(dimensions);
            if (maxBatchSize > 0) {
                all.addFirst(Shape.DYNAMIC);
            }
            return Shape.of(all.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
