package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.List;

/// An entry of a list of steps, transformers or voters.
///
/// @param rest what follows the estimator in the entry
record NamedEstimator(String name, Value value, List<Value> rest) {
    NamedEstimator {
        rest = List.copyOf(rest);
    }

    /// The entries of an attribute.
    static List<NamedEstimator> list(Attributes attributes, String attribute) {
        return attributes.list(attribute).stream()
                .map(entry -> of(attributes, attribute, entry))
                .toList();
    }

    private static NamedEstimator of(Attributes attributes, String attribute, Value entry) {
        if (entry instanceof Sequence parts && parts.size() >= 2) {
            String name = NumpyValues.findText(parts.at(0)).orElse("");
            return new NamedEstimator(name, parts.at(1), parts.items().subList(2, parts.size()));
        }
        throw attributes.mistyped(attribute, entry, "names with estimators");
    }

    boolean isPassedThrough() {
        return value == Value.Nothing.NONE || isText("passthrough");
    }

    boolean isText(String text) {
        return NumpyValues.findText(value).filter(text::equals).isPresent();
    }
}
