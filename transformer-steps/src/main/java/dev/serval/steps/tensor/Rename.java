package dev.serval.steps.tensor;

import dev.serval.inference.model.TensorSpec;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `rename`: tensors under other names, as `names: {old: new}` says.
public final class Rename {
    public static final StepKind KIND = new StepKind("rename", List.of("names"), Rename::bind);

    private Rename() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        YamlValue names = options.require("names");
        YamlMap map = names.map();
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String from : map.keys()) {
            YamlValue to = map.find(from).orElseThrow();
            TensorSpec spec =
                    types.find(from)
                            .orElseThrow(() ->
                                    to.refusal(
                                            "%s: there is no tensor '%s', expected one of %s"
                                                    .formatted(
                                                            options.step(),
                                                            from,
                                                            String.join(", ", types.names()))));
            if (types.find(to.text()).isPresent()) {
                throw to.refusal(
                        "%s: there is a tensor '%s' already".formatted(options.step(), to.text()));
            }
            types.remove(from);
            options.makes(types, to.text(), spec.dataType(), spec.shape());
            renamed.put(from, to.text());
        }
        return frame -> renamed.forEach(frame::rename);
    }
}
