package dev.serval.platform.local.state;

import dev.serval.platform.local.control.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A state folder that this process works on:
///
/// ```
/// lock                                     the number of the process
/// resources/KIND/NAMESPACE/NAME.json       what was applied
/// logs/NAMESPACE/NAME/REPLICA.log          what replicas say
/// set-aside/                               files that could not be read
/// ```
public final class StateFolder implements AutoCloseable {
    private static final String RESOURCES = "resources";
    private static final String SET_ASIDE = "set-aside";
    private static final String CLUSTER = "_cluster";
    private static final String ENDING = ".json";

    private final Path folder;
    private final StateLock lock;
    private final StateFormat format = new StateFormat();
    private final List<StateProblem> problems = new ArrayList<>();

    private StateFolder(Path folder, StateLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Opens a folder, which is made if it is not there.
    ///
    /// @throws StateInUseException if another platform works on it
    /// @throws IOException if it cannot be written
    public static StateFolder open(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        return new StateFolder(absolute, StateLock.take(absolute));
    }

    /// Reads all resources. A file that cannot be read is put aside and told by `problems`.
    public List<StoredResource> read() throws IOException {
        List<StoredResource> resources = new ArrayList<>();
        for (Path file : files()) {
            try {
                resources.add(read(file));
            } catch (IOException | IllegalArgumentException unreadable) {
                setAside(file, String.valueOf(unreadable.getMessage()));
            }
        }
        return resources;
    }

    /// What was wrong with the files that were read.
    public List<StateProblem> problems() {
        return List.copyOf(problems);
    }

    /// Remembers a resource in place of what was remembered of it before.
    public void write(ResourceKey key, StoredResource resource) throws IOException {
        Path file = file(key);
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, format.write(resource));
    }

    /// Forgets a resource.
    public void remove(ResourceKey key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    /// Where the replicas of a service write what they say.
    public Path logs(ResourceKey service) {
        return folder.resolve("logs").resolve(service.namespace()).resolve(service.name());
    }

    /// Removes what the replicas of a service said.
    public void removeLogs(ResourceKey service) throws IOException {
        Path logs = logs(service);
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(logs);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path file(ResourceKey key) {
        String namespace = key.namespace().isEmpty() ? CLUSTER : key.namespace();
        return folder.resolve(RESOURCES)
                .resolve(key.kind())
                .resolve(namespace)
                .resolve(key.name() + ENDING);
    }

    private List<Path> files() throws IOException {
        Path resources = folder.resolve(RESOURCES);
        if (!Files.isDirectory(resources)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(resources)) {
            return walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private StoredResource read(Path file) throws IOException {
        if (file.toString().endsWith(AtomicFile.UNFINISHED)) {
            throw new IOException("it was not written to its end");
        }
        return format.read(file.toString(), Files.readString(file));
    }

    private void setAside(Path file, String message) throws IOException {
        String name = folder.resolve(RESOURCES).relativize(file).toString().replace('/', '-');
        Path folderAside = Files.createDirectories(folder.resolve(SET_ASIDE));
        Path aside = folderAside.resolve(name);
        for (int number = 1; Files.exists(aside); number++) {
            aside = folderAside.resolve(name + "." + number);
        }
        Files.move(file, aside);
        problems.add(new StateProblem(file, message, aside));
    }
}
