package dev.serval.benchmark.density;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A repository of one model under many names, its file there once.
record ManyModels(Path folder, int count) implements AutoCloseable {
    /// @param parent where it is made, on the model's own file system
    static ManyModels of(Path model, Path parent, int count) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "density");
        ManyModels models = new ManyModels(folder, count);
        for (int i = 0; i < count; i++) {
            Path version = folder.resolve(name(i)).resolve("1");
            Files.createDirectories(version);
            Files.createLink(version.resolve("model.onnx"), model);
        }
        return models;
    }

    static String name(int number) {
        return "model-%05d".formatted(number);
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
