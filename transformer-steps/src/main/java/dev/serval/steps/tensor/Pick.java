package dev.serval.steps.tensor;

import dev.serval.inference.model.TensorSpec;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import java.util.ArrayList;
import java.util.List;

/// `pick`: only the named tensors stay.
public final class Pick {
    public static final StepKind KIND = new StepKind("pick", List.of("tensors"), Pick::bind);

    private Pick() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        List<String> kept = new ArrayList<>();
        for (YamlValue element : options.require("tensors").elements()) {
            TensorSpec spec = options.tensor(element, types);
            kept.add(spec.name());
        }
        List<String> dropped = new ArrayList<>(types.names());
        dropped.removeAll(kept);
        dropped.forEach(types::remove);
        return frame -> dropped.forEach(frame::remove);
    }
}
