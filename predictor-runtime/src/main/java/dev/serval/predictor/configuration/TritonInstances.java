package dev.serval.predictor.configuration;

import dev.serval.predictor.textformat.TextField;
import dev.serval.server.configuration.ConfigurationException;
import java.util.List;

/// Checks the `instance_group` messages of a `config.pbtxt`. An instance of Triton's is a copy of
/// the model that computes one call at a time; in Serval threads share one copy, so that a group
/// may ask for no more than a processor, and a count above one is told of.
final class TritonInstances {
    private final TritonFields fields;
    private final List<String> warnings;

    TritonInstances(TritonFields fields, List<String> warnings) {
        this.fields = fields;
        this.warnings = warnings;
    }

    /// @throws ConfigurationException if instances are to be where no engine of this process can be
    void check(TextField group) throws ConfigurationException {
        for (TextField field : fields.message(group).fields()) {
            switch (field.name()) {
                case "count" -> tellOfSharing(field, fields.whole(field, 1, Integer.MAX_VALUE));
                case "kind" -> requireProcessor(field);
                case "name" -> fields.text(field);
                case "gpus" -> throw refused(field, "none: models are computed by the processor");
                default -> warnings.add(fields.unused(field, "instance_group." + field.name()));
            }
        }
    }

    private void tellOfSharing(TextField field, long count) {
        if (count > 1) {
            warnings.add(
                    fields.remark(
                            field,
                            ("instance_group.count is %d: threads share one copy of a model here,"
                                            + " and --max_threads says how many calls are"
                                            + " computed at once")
                                    .formatted(count)));
        }
    }

    private void requireProcessor(TextField kind) throws ConfigurationException {
        switch (fields.word(kind)) {
            case "KIND_AUTO", "KIND_CPU", "KIND_MODEL" -> {}
            default ->
                    throw refused(kind, "KIND_AUTO or KIND_CPU: no engine here computes on a GPU");
        }
    }

    private ConfigurationException refused(TextField field, String expected) {
        return fields.refusal(
                field.position(),
                "instance_group.%s is %s, expected %s"
                        .formatted(field.name(), field.value().shown(), expected));
    }
}
