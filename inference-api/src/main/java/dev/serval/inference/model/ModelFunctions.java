package dev.serval.inference.model;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameters;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The functions of a model, of which a request may ask for one by name, as TensorFlow Serving's
/// callers do. Most models have one function, and no name for it.
///
/// @param served which of them answers requests that ask for none
/// @param byName all of them, by name; empty for a model that has no names
public record ModelFunctions(String served, Map<String, ModelSignature> byName) {
    /// The request's parameter that names a function.
    public static final String PARAMETER = "signature_name";

    static final ModelFunctions NONE = new ModelFunctions("", Map.of());

    public ModelFunctions {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /// The function that the parameters ask for, in place of the one that is served to those who
    /// ask for none.
    ///
    /// @throws InvalidInput if the model has functions, and none of that name
    public Optional<ModelSignature> findAsked(Parameters parameters) {
        return isEmpty() || parameters.isEmpty()
                ? Optional.empty()
                : parameters.findText(PARAMETER).map(this::require);
    }

    /// The function of that name.
    ///
    /// @throws InvalidInput if there is none
    public ModelSignature require(String name) {
        ModelSignature function = byName.get(name);
        if (function == null) {
            throw new InvalidInput(
                    "the model has no signature '%s', only %s".formatted(name, byName.keySet()));
        }
        return function;
    }
}
