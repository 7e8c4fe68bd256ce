package dev.serval.steps.scoring;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.ConfigurationFile;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.StepOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What classes are called.
///
/// @param byClass the labels by class, in decimal
/// @param other the label of every other class; `null` if there is none
record Labels(Map<String, String> byClass, @Nullable String other) {
    Labels {
        byClass = Map.copyOf(byClass);
    }

    /// The labels that the options of a step give: `labels` as a list, from class 0 on, or as keys
    /// and values; or `labelsFile`, a label a line. Empty if there are none.
    static Optional<Labels> find(StepOptions options) throws ConfigurationException {
        Optional<YamlValue> written = options.find("labels");
        Optional<YamlValue> file = options.find("labelsFile");
        Optional<YamlValue> unknown = options.find("unknown");
        if (written.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        if (written.isPresent() && file.isPresent()) {
            throw options.refusal("expected one of labels and labelsFile");
        }
        Map<String, String> byClass;
        if (file.isPresent()) {
            String text = ConfigurationFile.text(options.folder().resolve(file.get().text()));
            byClass = inOrder(text.lines().map(String::strip).toList());
        } else if (written.get().isMap()) {
            byClass = byKey(written.get().map());
        } else {
            byClass = inOrder(written.get().texts());
        }
        return Optional.of(new Labels(byClass, unknown.isPresent() ? unknown.get().text() : null));
    }

    private static Map<String, String> inOrder(List<String> labels) {
        Map<String, String> byClass = new HashMap<>();
        for (String label : labels) {
            byClass.put(Integer.toString(byClass.size()), label);
        }
        return byClass;
    }

    private static Map<String, String> byKey(YamlMap map) throws ConfigurationException {
        Map<String, String> byClass = new HashMap<>();
        for (String key : map.keys()) {
            byClass.put(key, map.find(key).orElseThrow().text());
        }
        return byClass;
    }

    /// @throws InvalidInput if the class has none
    String require(String tensor, String found) {
        String label = byClass.getOrDefault(found, other);
        if (label == null) {
            throw new InvalidInput(
                    "tensor '%s' has class %s, expected one of the %d that have a label"
                            .formatted(tensor, found, byClass.size()));
        }
        return label;
    }
}
