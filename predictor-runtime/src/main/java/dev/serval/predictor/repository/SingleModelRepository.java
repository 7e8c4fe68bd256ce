package dev.serval.predictor.repository;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.configuration.ModelSettings;
import dev.serval.predictor.configuration.ReadSettings;
import dev.serval.predictor.configuration.SettingsFile;
import dev.serval.server.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One model in one directory, as KServe mounts it: its files directly in it, as version 1, or in
/// folders by version.
public final class SingleModelRepository implements ModelRepository {
    private static final ModelVersion ONLY = new ModelVersion(1);

    private final ModelName name;
    private final Path directory;
    private final Predicate<ModelDirectory> holdsModel;
    private final @Nullable Path pipeline;

    /// @param holdsModel whether a directory is a model as it is, so that folders in it which are
    ///   named as versions are part of that model
    /// @param pipeline the file with the steps before and after it, where its own settings name
    ///   none; `null` if there are none
    public SingleModelRepository(
            ModelName name,
            Path directory,
            Predicate<ModelDirectory> holdsModel,
            @Nullable Path pipeline) {
        this.name = name;
        this.directory = directory;
        this.holdsModel = holdsModel;
        this.pipeline = pipeline;
    }

    @Override
    public SortedMap<ModelName, FoundModel> look() {
        return new TreeMap<>(Map.of(name, lookAt()));
    }

    @Override
    public Optional<FoundModel> look(ModelName wanted) {
        return wanted.equals(name) ? Optional.of(lookAt()) : Optional.empty();
    }

    private FoundModel lookAt() {
        if (!Files.isDirectory(directory)) {
            String found = Files.exists(directory) ? "is no directory" : "does not exist";
            return broken("%s %s, expected a directory with a model".formatted(directory, found));
        }
        try {
            ReadSettings read = SettingsFile.read(directory);
            VersionFolders folders = VersionFolders.in(directory);
            List<String> remarks = new ArrayList<>(read.warnings());
            ModelSettings settings = read.settings().asRequired().withPipeline(pipeline);
            return new FoundModel.Servable(name, directory, settings, versions(folders), remarks);
        } catch (ConfigurationException | IOException unreadable) {
            return broken(String.valueOf(unreadable.getMessage()));
        }
    }

    private SortedMap<ModelVersion, FoundVersion> versions(VersionFolders folders)
            throws IOException {
        if (folders.isEmpty() || holdsModel.test(new ModelDirectory(directory))) {
            FoundVersion only = VersionFolders.look(directory, new Fingerprint(List.of()));
            return new TreeMap<>(Map.of(ONLY, only));
        }
        return folders.look(FingerprintWalk.ofFilesIn(directory));
    }

    private FoundModel broken(String reason) {
        return new FoundModel.Broken(name, reason, true);
    }
}
