package dev.serval.predictor.configuration;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How one model is to be served.
///
/// @param engine the engine's name; `null` leaves the choice to the files
/// @param required whether the process is ready only when this model is
/// @param paging how it stays in memory where that is limited
/// @param pipeline the file with the steps before and after it, in its directory unless the path is
///   absolute; `null` if there are none
public record ModelSettings(
        @Nullable String engine,
        VersionPolicy versionPolicy,
        BatchingSettings batching,
        ExecutionSettings execution,
        DeclaredSignature declared,
        boolean required,
        PagingSettings paging,
        @Nullable Path pipeline) {
    /// What holds where a model says nothing.
    public static final ModelSettings DEFAULT =
            new ModelSettings(
                    null,
                    VersionPolicy.DEFAULT,
                    BatchingSettings.DEFAULT,
                    ExecutionSettings.DEFAULT,
                    DeclaredSignature.NONE,
                    false,
                    PagingSettings.DEFAULT,
                    null);

    /// These settings for a model that the process is there for.
    public ModelSettings asRequired() {
        return new ModelSettings(
                engine, versionPolicy, batching, execution, declared, true, paging, pipeline);
    }

    /// These settings with that pipeline, where they name none themselves.
    public ModelSettings withPipeline(@Nullable Path otherwise) {
        return pipeline != null
                ? this
                : new ModelSettings(
                        engine,
                        versionPolicy,
                        batching,
                        execution,
                        declared,
                        required,
                        paging,
                        otherwise);
    }
}
