package dev.serval.storage.source;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The sources of this process, and the choice among them by a URI's scheme.
public final class ModelSources {
    private final List<ModelSource> sources;

    public ModelSources(List<ModelSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /// Every source on the class path.
    public static ModelSources installed() {
        return new ModelSources(
                ServiceLoader.load(ModelSource.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /// Makes the model a local directory, as [ModelSource#fetch] does.
    ///
    /// @throws StorageException if no source knows the scheme, listing the known ones, or if the
    ///   source cannot get the model
    public Path fetch(StorageUri uri, Path workspace) throws StorageException {
        for (ModelSource source : sources) {
            if (source.schemes().contains(uri.scheme())) {
                return source.fetch(uri, workspace);
            }
        }
        throw new StorageException(
                "storage URI '%s': scheme '%s' is not known, expected one of %s"
                        .formatted(uri, uri.scheme(), knownSchemes()));
    }

    private String knownSchemes() {
        return sources.stream()
                .flatMap(source -> source.schemes().stream())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
