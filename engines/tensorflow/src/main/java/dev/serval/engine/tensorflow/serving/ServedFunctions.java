package dev.serval.engine.tensorflow.serving;

import dev.serval.engine.tensorflow.session.SavedModel;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelFunctions;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.InferRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The functions of a SavedModel that requests may ask for. Those that take or give what is no
/// tensor of the protocol are left out, unless it is the one that is served to everybody.
///
/// @param signature of the one that is served, with all functions in it
/// @param served the one that answers requests that name none
/// @param byName all of them
record ServedFunctions(
        ModelSignature signature, ServedFunction served, Map<String, ServedFunction> byName) {
    private static final String DEFAULT = "serving_default";
    private static final String INTERNAL = "__saved_model_init_op";

    /// The function that the settings name is served, the default one, or the only one.
    ///
    /// @throws ModelLoadException if there is none, or it takes or gives what is no tensor
    static ServedFunctions of(SavedModel saved, SavedModelParameters parameters)
            throws ModelLoadException {
        List<String> names =
                saved.signatures().keySet().stream()
                        .filter(name -> !name.equals(INTERNAL))
                        .toList();
        String wanted =
                parameters.signature().orElse(names.size() == 1 ? names.getFirst() : DEFAULT);
        if (!names.contains(wanted)) {
            throw new ModelLoadException(
                    "the model has no signature '%s', only %s".formatted(wanted, names));
        }
        Map<String, ServedFunction> byName = new HashMap<>();
        for (String name : names) {
            try {
                byName.put(name, ServedFunction.of(name, saved, parameters));
            } catch (ModelLoadException unread) {
                if (name.equals(wanted)) {
                    throw unread;
                }
            }
        }
        return of(wanted, byName);
    }

    private static ServedFunctions of(String wanted, Map<String, ServedFunction> byName) {
        Map<String, ModelSignature> signatures = new TreeMap<>();
        byName.forEach((name, function) -> signatures.put(name, function.signature()));
        ServedFunction served = requireKnown(byName, wanted);
        return new ServedFunctions(
                served.signature().servedOf(new ModelFunctions(wanted, signatures)),
                served,
                byName);
    }

    /// The one that the request asks for.
    ///
    /// @throws InvalidInput if there is none of the name
    ServedFunction asked(InferRequest request) {
        if (request.parameters().isEmpty()) {
            return served;
        }
        return request.parameters()
                .findText(ModelFunctions.PARAMETER)
                .map(name -> requireKnown(byName, name))
                .orElse(served);
    }

    private static ServedFunction requireKnown(Map<String, ServedFunction> byName, String name) {
        ServedFunction function = byName.get(name);
        if (function == null) {
            throw new InvalidInput(
                    "the model has no signature '%s', only %s"
                            .formatted(name, byName.keySet().stream().sorted().toList()));
        }
        return function;
    }
}
