package dev.serval.predictor.repository;

import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.predictor.configuration.ReadSettings;
import dev.serval.predictor.configuration.SettingsFile;
import dev.serval.server.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A directory of many models: `DIR/<model>/<version>/<files>`, as Triton has it.
public final class VersionedRepository implements ModelRepository {
    private final Path root;

    public VersionedRepository(Path root) {
        this.root = root;
    }

    @Override
    public SortedMap<ModelName, FoundModel> look() throws IOException {
        SortedMap<ModelName, FoundModel> models = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                findName(entry).ifPresent(name -> models.put(name, lookAt(name, entry)));
            }
        }
        return models;
    }

    @Override
    public Optional<FoundModel> look(ModelName name) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        Path directory = root.resolve(name.value());
        return findName(directory).map(found -> lookAt(found, directory));
    }

    /// The name of the model that an entry of the repository is.
    private static Optional<ModelName> findName(Path entry) {
        if (IgnoredNames.contain(entry) || !Files.isDirectory(entry)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ModelName(entry.getFileName().toString()));
        } catch (UnknownModel impossible) {
            return Optional.empty();
        }
    }

    private static FoundModel lookAt(ModelName name, Path directory) {
        try {
            ReadSettings read = SettingsFile.read(directory);
            requireName(name, read.declaredName());
            VersionFolders folders = VersionFolders.in(directory);
            List<String> remarks = new ArrayList<>(read.warnings());
            remarks.addAll(folders.remarks());
            return new FoundModel.Servable(
                    name,
                    directory,
                    read.settings(),
                    folders.look(FingerprintWalk.ofFilesIn(directory)),
                    remarks);
        } catch (ConfigurationException | IOException broken) {
            return new FoundModel.Broken(name, String.valueOf(broken.getMessage()), false);
        }
    }

    private static void requireName(ModelName name, @Nullable String declared)
            throws ConfigurationException {
        if (declared != null && !declared.isEmpty() && !declared.equals(name.value())) {
            throw new ConfigurationException(
                    "%s: name is '%s', expected '%s', the folder's name"
                            .formatted(SettingsFile.PBTXT, declared, name));
        }
    }
}
