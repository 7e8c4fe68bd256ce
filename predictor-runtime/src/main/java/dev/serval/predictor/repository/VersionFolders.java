package dev.serval.predictor.repository;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.model.ModelVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of a model's directory that are named as versions. Leading zeros are allowed, as
/// TensorFlow's tools write them: `0001` is version 1.
final class VersionFolders {
    private final SortedMap<ModelVersion, List<Path>> folders = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    private VersionFolders() {}

    static VersionFolders in(Path directory) throws IOException {
        VersionFolders found = new VersionFolders();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry) && !IgnoredNames.contain(entry)) {
                    found.add(entry);
                }
            }
        }
        found.remarks.sort(null);
        return found;
    }

    private void add(Path folder) {
        String name = folder.getFileName().toString();
        Optional<ModelVersion> version = ModelVersion.find(name.replaceFirst("^0+(?=.)", ""));
        if (version.isEmpty()) {
            remarks.add("folder '%s' is no version, expected 1, 2, …".formatted(name));
            return;
        }
        folders.computeIfAbsent(version.get(), _ -> new ArrayList<>(1)).add(folder);
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /// What else is there, a line each.
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /// @param beside the files that all versions share
    SortedMap<ModelVersion, FoundVersion> look(Fingerprint beside) {
        SortedMap<ModelVersion, FoundVersion> versions = new TreeMap<>();
        folders.forEach((version, named) -> versions.put(version, look(named, beside)));
        return versions;
    }

    private static FoundVersion look(List<Path> named, Fingerprint beside) {
        if (named.size() > 1) {
            List<String> names =
                    named.stream().map(p -> p.getFileName().toString()).sorted().toList();
            return new FoundVersion.Unreadable(
                    "folders %s are the same version, expected one of them"
                            .formatted(String.join(" and ", names)));
        }
        return look(named.getFirst(), beside);
    }

    /// The version that a folder holds.
    static FoundVersion look(Path folder, Fingerprint beside) {
        try {
            return new FoundVersion.Files(
                    new ModelDirectory(folder), FingerprintWalk.of(folder).and(beside));
        } catch (IOException unreadable) {
            return new FoundVersion.Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }
}
