package dev.serval.server.transformer;

import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.NamedBeans;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;

/// The transformers among the beans of a program, by their names.
@Singleton
public class NamedTransformers {
    private final Map<ModelName, Transformer> transformers;

    NamedTransformers(@Any Instance<Transformer> beans, NamedBeans named) {
        this.transformers = named.byName(beans, "transformers");
    }

    public Map<ModelName, Transformer> byName() {
        return transformers;
    }
}
