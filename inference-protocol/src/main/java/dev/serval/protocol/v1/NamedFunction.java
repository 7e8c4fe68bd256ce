package dev.serval.protocol.v1;

import dev.serval.inference.model.ModelFunctions;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.protocol.json.JsonScanner;
import java.util.Map;

/// The function of a model that a V1 request names, as TensorFlow Serving's callers do.
///
/// @param signature of that function, or of the one that is served to those who name none
/// @param parameters which tell the model, if it is another than that
record NamedFunction(ModelSignature signature, Parameters parameters) {
    private static final String KEY = ModelFunctions.PARAMETER;

    /// What the request says wherever it does, since values have the types of that function. Only
    /// the bodies of models with functions are looked through, to which the scanner returns.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if the model has functions, and none of
    ///   that name
    static NamedFunction ahead(JsonScanner json, ModelSignature signature) {
        NamedFunction served = new NamedFunction(signature, Parameters.none());
        if (signature.functions().isEmpty()) {
            return served;
        }
        JsonScanner.Place start = json.place();
        NamedFunction named = served;
        for (boolean more = json.beginObject("the request"); more; more = json.nextMember()) {
            if (!json.key().equals(KEY)) {
                json.skipValue();
            } else if (!json.skipNull()) {
                named = named(json.string("'%s'".formatted(KEY)), signature);
            }
        }
        json.returnTo(start);
        return named;
    }

    /// An empty name is TensorFlow Serving's for the default.
    private static NamedFunction named(String name, ModelSignature signature) {
        if (name.isEmpty() || name.equals(signature.functions().served())) {
            return new NamedFunction(signature, Parameters.none());
        }
        return new NamedFunction(
                signature.functions().require(name),
                Parameters.of(Map.of(KEY, new Parameter.Text(name))));
    }
}
