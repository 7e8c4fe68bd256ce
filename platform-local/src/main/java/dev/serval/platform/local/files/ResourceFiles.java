package dev.serval.platform.local.files;

import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the files of a command line as kubectl's `-f` does: a file, a folder of files, or `-` for
/// the standard input.
public final class ResourceFiles {
    private static final String STANDARD_INPUT = "-";
    private static final long LARGEST = 16L << 20;
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final InputStream standardInput;
    private final ResourceReader reader = new ResourceReader();
    private final List<ResourceFile> read = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    private ResourceFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /// All that `names` name. What cannot be read is told, and hinders nothing else.
    public static GivenFiles read(List<String> names, InputStream standardInput) {
        ResourceFiles files = new ResourceFiles(standardInput);
        names.forEach(files::add);
        return GivenFiles.of(ResourceFile.joined(files.read), files.unreadable);
    }

    private void add(String name) {
        try {
            if (name.equals(STANDARD_INPUT)) {
                parse("standard-input", standardInput.readNBytes((int) LARGEST + 1));
                return;
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                addFolder(path);
            } else if (Files.exists(path)) {
                parse(name, Files.size(path) > LARGEST ? tooLarge() : Files.readAllBytes(path));
            } else {
                unreadable.add("%s: there is no such file or folder".formatted(name));
            }
        } catch (IOException | IllegalArgumentException failure) {
            unreadable.add("%s: it cannot be read: %s".formatted(name, failure.getMessage()));
        }
    }

    private void addFolder(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> files = found.filter(ResourceFiles::mayHoldResources).sorted().toList();
            if (files.isEmpty()) {
                unreadable.add(
                        "%s: the folder holds no file that ends in %s"
                                .formatted(folder, String.join(", ", ENDINGS)));
            }
            files.forEach(file -> add(file.toString()));
        }
    }

    private static boolean mayHoldResources(Path file) {
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(file.toString()::endsWith);
    }

    private void parse(String name, byte[] bytes) {
        if (bytes.length > LARGEST) {
            unreadable.add("%s: it is larger than %d bytes".formatted(name, LARGEST));
            return;
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            read.add(reader.read(name, text));
        } catch (CharacterCodingException noText) {
            unreadable.add("%s: it is no text in UTF-8".formatted(name));
        }
    }

    private static byte[] tooLarge() {
        return new byte[(int) LARGEST + 1];
    }
}
