package dev.serval.explainer.treefile;

import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.inference.failure.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A model file that holds trees.
public final class TreeFile {
    private static final List<String> ENDINGS =
            List.of(".onnx", ".json", ".ubj", ".bst", ".txt", ".model");

    private TreeFile() {}

    /// Reads the trees of a model file, or of the only model file in a folder.
    ///
    /// @throws InvalidInput if there is no such file, or none that holds trees in a form that is
    ///   read, saying what was found
    public static TreeEnsemble read(Path place) {
        Path file = Files.isDirectory(place) ? onlyFileIn(place) : place;
        try {
            byte[] bytes = Files.readAllBytes(file);
            return read(bytes, file.getFileName().toString());
        } catch (IOException unreadable) {
            throw new InvalidInput("model file %s cannot be read: %s".formatted(file, unreadable));
        } catch (MalformedTreesException malformed) {
            throw new InvalidInput(
                    "model file %s: %s".formatted(file.getFileName(), malformed.getMessage()));
        }
    }

    static TreeEnsemble read(byte[] bytes, String name) throws MalformedTreesException {
        String ending = name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
        if (ending.equals(".onnx")) {
            return OnnxTrees.read(bytes);
        }
        if (bytes.length > 4 && new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("tree")) {
            return LightgbmTrees.read(bytes);
        }
        if (bytes.length > 2 && bytes[0] == '{') {
            boolean isText = bytes[1] == '"' || bytes[1] <= ' ';
            return isText ? XgboostTrees.read(bytes) : XgboostTrees.readBinary(bytes);
        }
        throw new MalformedTreesException(
                "it begins as no file of trees, expected ONNX (.onnx), XGBoost's JSON or UBJSON, or"
                        + " LightGBM's text");
    }

    private static Path onlyFileIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models =
                    files.filter(Files::isRegularFile)
                            .filter(file ->
                                    ENDINGS.stream()
                                            .anyMatch(ending -> file.toString().endsWith(ending)))
                            .sorted()
                            .toList();
            if (models.size() != 1) {
                throw new InvalidInput(
                        "folder %s has %d model files, expected one that ends with %s"
                                .formatted(folder, models.size(), String.join(", ", ENDINGS)));
            }
            return models.getFirst();
        } catch (IOException unreadable) {
            throw new InvalidInput("folder %s cannot be read: %s".formatted(folder, unreadable));
        }
    }
}
