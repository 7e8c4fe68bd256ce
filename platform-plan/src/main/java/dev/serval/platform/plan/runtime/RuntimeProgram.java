package dev.serval.platform.plan.runtime;

import java.util.Locale;
import java.util.Optional;

/// The three programs of Serval's own that a component may run. Where a component's image is one of
/// theirs, from whatever registry, it also runs without containers.
public enum RuntimeProgram {
    PREDICTOR,
    TRANSFORMER,
    EXPLAINER;

    /// `predictor`
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The repository of its image, without registry and tag: `serval/predictor`.
    public String repository() {
        return "serval/" + label();
    }

    /// The program of an image such as `registry.example/serval/predictor:0.1`.
    public static Optional<RuntimeProgram> ofImage(String image) {
        String repository = repositoryOf(image);
        for (RuntimeProgram program : values()) {
            if (repository.equals(program.repository())
                    || repository.endsWith("/" + program.repository())) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /// An image without its tag or digest.
    static String repositoryOf(String image) {
        int digest = image.indexOf('@');
        String tagged = digest < 0 ? image : image.substring(0, digest);
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    }
}
