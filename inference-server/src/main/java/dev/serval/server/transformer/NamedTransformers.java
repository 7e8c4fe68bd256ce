package dev.serval.server.transformer;

import dev.serval.inference.model.ModelName;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The transformers among the beans of a program, by their `@Named` names; one without a name takes
/// the one that `--model_name` gives.
@Singleton
public class NamedTransformers {
    private final Map<ModelName, Transformer> transformers = new TreeMap<>();

    NamedTransformers(
            @Any Instance<Transformer> beans,
            @ConfigProperty(name = "serval.model.name") Optional<String> configuredName) {
        for (Instance.Handle<Transformer> bean : beans.handles()) {
            String declared = bean.getBean().getName();
            ModelName name =
                    new ModelName(declared == null ? configuredName.orElse("model") : declared);
            if (transformers.put(name, bean.get()) != null) {
                throw new IllegalStateException(
                        "two transformers are named '%s', expected a @Named of its own for each"
                                .formatted(name));
            }
        }
    }

    public Map<ModelName, Transformer> byName() {
        return Collections.unmodifiableMap(transformers);
    }
}
