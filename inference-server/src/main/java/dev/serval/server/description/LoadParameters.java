package dev.serval.server.description;

import dev.serval.inference.failure.Unsupported;
import java.util.Collection;

/// The parameters that clients may send with `load`: Triton's `config` and `file:` overrides, of
/// which Serval takes none.
public final class LoadParameters {
    private LoadParameters() {}

    /// Goes on only if nothing is asked for that would silently not be done.
    ///
    /// @throws Unsupported naming the first parameter
    public static void requireNone(Collection<String> names) {
        for (String name : names) {
            throw new Unsupported(
                    "load parameter '%s' is not supported, expected none: the model is loaded as it"
                                    .formatted(name)
                            + " is in the repository");
        }
    }
}
