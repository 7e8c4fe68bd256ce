package dev.serval.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files to be packed into one.
record ZipArchive(Map<String, byte[]> files) {
    /// An archive of one text.
    static ZipArchive of(String name, String text) {
        return new ZipArchive(Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// An archive of what is in a folder.
    static ZipArchive ofFolder(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new ZipArchive(files);
    }

    /// The same with a file more.
    ZipArchive with(Path file) throws IOException {
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put(file.getFileName().toString(), Files.readAllBytes(file));
        return new ZipArchive(more);
    }

    /// The same with a text more.
    ZipArchive with(String name, String text) {
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put(name, text.getBytes(StandardCharsets.UTF_8));
        return new ZipArchive(more);
    }

    Path write(Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return archive;
    }
}
