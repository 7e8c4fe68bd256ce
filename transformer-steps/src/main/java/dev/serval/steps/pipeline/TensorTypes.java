package dev.serval.steps.pipeline;

import dev.serval.inference.model.TensorSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tensors that there are at one place of a pipeline, and what made each of them.
public final class TensorTypes {
    private final Map<String, Made> made = new LinkedHashMap<>();

    private record Made(TensorSpec spec, String maker) {}

    /// @param maker what the tensors come from, in messages: `inputs`
    static TensorTypes of(List<TensorSpec> specs, String maker) {
        TensorTypes types = new TensorTypes();
        specs.forEach(spec -> types.made.put(spec.name(), new Made(spec, maker)));
        return types;
    }

    public Optional<TensorSpec> find(String name) {
        return Optional.ofNullable(made.get(name)).map(Made::spec);
    }

    public Collection<String> names() {
        return List.copyOf(made.keySet());
    }

    public List<TensorSpec> specs() {
        return made.values().stream().map(Made::spec).toList();
    }

    /// How a message says what a tensor is and where it comes from: `'x', which is FP32[-1,4] after
    /// before[1] (scale)`.
    public String describe(String name) {
        Made found = made.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name);
        }
        return "'%s', which is %s%s after %s"
                .formatted(name, found.spec.dataType(), found.spec.shape(), found.maker);
    }

    public void put(TensorSpec spec, String maker) {
        made.put(spec.name(), new Made(spec, maker));
    }

    public void remove(String name) {
        made.remove(name);
    }
}
