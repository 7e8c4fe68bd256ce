package dev.serval.engine.pmml.serving;

import java.util.ArrayList;
import java.util.List;
import org.pmml4s.common.StructType;
import org.pmml4s.model.Model;

/// What a document's model takes and gives. As KServe's server does, it answers with the target
/// under its own name, then with the document's output fields; where the document declares none,
/// with those that PMML4S has for such a model.
///
/// @param inputs the active fields, in the mining schema's order
/// @param outputs what is answered, in order
record DocumentFields(List<Column> inputs, List<Column> outputs) {
    private static final String PREDICTED = "predicted_";

    DocumentFields {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Reads the fields, and has the model answer with all that it can.
    static DocumentFields of(Model model) {
        List<String> declared = List.of(model.outputNames());
        model.setSupplementOutput(true);
        List<Column> all = columns(model.outputSchema());
        List<Column> outputs = new ArrayList<>();
        if (model.hasTarget()) {
            target(model, all).ifPresent(outputs::add);
        }
        for (Column output : all) {
            boolean known = outputs.stream().anyMatch(it -> it.name().equals(output.name()));
            boolean twice = output.name().equals(PREDICTED + model.targetName()) && known(model);
            if (declared.contains(output.name()) && !known && !twice) {
                outputs.add(output);
            }
        }
        return new DocumentFields(columns(model.inputSchema()), outputs);
    }

    /// Whether the outputs are not the document's but PMML4S' own.
    private static boolean known(Model model) {
        return model.outputFields().length == 0;
    }

    private static java.util.Optional<Column> target(Model model, List<Column> all) {
        int place = model.predictedValueIndex();
        return place < 0
                ? java.util.Optional.empty()
                : java.util.Optional.of(
                        new Column(model.targetName(), all.get(place).type(), place));
    }

    private static List<Column> columns(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            var field = schema.apply(i);
            columns.add(new Column(field.name(), FieldType.of(field.dataType().toString()), i));
        }
        return columns;
    }
}
