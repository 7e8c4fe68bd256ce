package dev.serval.platform.plan.runtime;

import dev.serval.platform.api.inference.ModelFormat;
import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.runtime.SupportedModelFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a model needs of a runtime.
///
/// @param format the format of its files
/// @param protocol how clients shall speak to it; null where the user does not care
/// @param runtime the runtime that the user named; null where the user does not care
/// @param severalNodes whether it spans several nodes
/// @param image the image that the user put in place of the runtime's; null where there is none
public record ModelDemand(
        ModelFormat format,
        @Nullable String protocol,
        @Nullable String runtime,
        boolean severalNodes,
        @Nullable String image) {

    /// What a model needs.
    public static ModelDemand of(ModelSpec model, boolean severalNodes) {
        ModelFormat format = model.modelFormat();
        return new ModelDemand(
                format == null ? ModelFormat.of("") : format,
                model.source().protocolVersion(),
                model.runtime(),
                severalNodes,
                model.source().container().getImage());
    }

    /// Whether the image that the user names is one of the runtime's, in whatever version:
    /// arguments of one server are none of another's.
    boolean namesTheImageOf(Runtime runtime) {
        String own = runtime.imageRepository();
        if (image == null || own.isEmpty()) {
            return false;
        }
        String named = RuntimeProgram.repositoryOf(image);
        return named.equals(own) || named.endsWith("/" + own);
    }

    /// Whether a format that a runtime serves is this one: by name, and by version where the user
    /// gave one.
    boolean isServedAs(SupportedModelFormat supported) {
        return supported.name().equals(format.name())
                && (format.version() == null || format.version().equals(supported.version()));
    }

    /// Why `runtime` does not serve the model over `protocol`; empty if it does.
    Optional<String> refusal(Runtime runtime, String protocol) {
        if (!runtime.spec().mayBeUsed()) {
            return Optional.of("it is disabled");
        }
        if (runtime.spec().servesManyModels()) {
            return Optional.of("it serves many models in one pod");
        }
        if ((runtime.spec().workerSpec() != null) != severalNodes) {
            return Optional.of(
                    severalNodes ? "it has no worker pods" : "it is for models of several nodes");
        }
        if (runtime.spec().supportedModelFormats().stream().noneMatch(this::isServedAs)) {
            return Optional.of(unserved(runtime));
        }
        if (!runtime.speaks(protocol)) {
            return Optional.of(
                    "it speaks %s, not %s"
                            .formatted(
                                    String.join(", ", runtime.spec().protocolVersions()),
                                    protocol));
        }
        return Optional.empty();
    }

    private String unserved(Runtime runtime) {
        return runtime.serves(format.name())
                ? "it serves version %s of format '%s', not %s"
                        .formatted(
                                runtime.versionsOf(format.name()), format.name(), format.version())
                : "it does not serve format '%s'".formatted(format.label());
    }

    /// Whether `runtime` may be chosen for the format without being named.
    boolean mayBeChosen(Runtime runtime) {
        return runtime.spec().supportedModelFormats().stream()
                .anyMatch(supported -> supported.mayBeChosen() && isServedAs(supported));
    }
}
