package dev.serval.engine.pmml.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pmml4s.common.StructType;
import org.pmml4s.metadata.OutputField;
import org.pmml4s.metadata.ResultFeature;
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

    /// Reads the fields, and has the model compute what is answered and nothing else. PMML4S works
    /// out anew for each record what it gives, unless it is told.
    static DocumentFields of(Model model) {
        Set<String> declared = Set.copyOf(List.of(model.outputNames()));
        boolean silent = model.output().isEmpty();
        List<OutputField> computed = computed(model);
        model.setOutputFields(computed.toArray(OutputField[]::new));
        List<Column> outputs = new ArrayList<>();
        int predicted = model.hasTarget() ? predicted(computed) : -1;
        if (predicted >= 0) {
            FieldType type = type(computed.get(predicted));
            outputs.add(new Column(model.targetName(), type, predicted));
        }
        for (int place = 0; place < computed.size(); place++) {
            String name = computed.get(place).name();
            boolean known = outputs.stream().anyMatch(it -> it.name().equals(name));
            boolean twice = silent && name.equals(PREDICTED + model.targetName());
            if (declared.contains(name) && !known && !twice) {
                outputs.add(new Column(name, type(computed.get(place)), place));
            }
        }
        return new DocumentFields(columns(model.inputSchema()), outputs);
    }

    /// The document's fields, also those that only others are made of, and the predicted value
    /// where it is none of these.
    private static List<OutputField> computed(Model model) {
        List<OutputField> computed = new ArrayList<>(List.of(model.candidateOutputFields()));
        if (model.hasTarget() && predicted(computed) < 0) {
            Stream.of(model.unionCandidateOutputFields())
                    .filter(DocumentFields::isPredicted)
                    .forEach(computed::add);
        }
        return computed;
    }

    /// Where the predicted value stands; -1 if the model predicts none.
    private static int predicted(List<OutputField> fields) {
        for (int place = 0; place < fields.size(); place++) {
            if (isPredicted(fields.get(place))) {
                return place;
            }
        }
        return -1;
    }

    private static boolean isPredicted(OutputField field) {
        return field.feature().equals(ResultFeature.predictedValue());
    }

    private static FieldType type(OutputField field) {
        return FieldType.of(field.dataType().toString());
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
