package dev.serval.server.catalog;

import dev.serval.inference.model.ModelName;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the beans of an application that are served as models are called: by their `@Named` names;
/// one without a name takes the one that `--model_name` gives.
@Singleton
public class NamedBeans {
    private final String configuredName;

    NamedBeans(@ConfigProperty(name = "serval.model.name") Optional<String> configuredName) {
        this.configuredName = configuredName.orElse("model");
    }

    /// The beans by their names.
    ///
    /// @param what what they are, in messages: `models`
    /// @throws IllegalStateException if two have the same name
    public <T> Map<ModelName, T> byName(Instance<T> beans, String what) {
        Map<ModelName, T> byName = new TreeMap<>();
        for (Instance.Handle<T> bean : beans.handles()) {
            String declared = bean.getBean().getName();
            ModelName name = new ModelName(declared == null ? configuredName : declared);
            if (byName.put(name, bean.get()) != null) {
                throw duplicate(what, name);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /// Says that two have the same name.
    public static IllegalStateException duplicate(String what, ModelName name) {
        return new IllegalStateException(
                "two %s are named '%s', expected a @Named of its own for each"
                        .formatted(what, name));
    }
}
