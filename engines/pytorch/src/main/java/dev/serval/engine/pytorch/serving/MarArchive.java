package dev.serval.engine.pytorch.serving;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// TorchServe's archive, a zip with a manifest. The model in it is served if it is TorchScript; its
/// handler, which is Python, is not run.
final class MarArchive {
    private static final String MANIFEST = "MAR-INF/MANIFEST.json";
    private static final int MOST_MANIFEST = 1 << 20;

    private MarArchive() {}

    /// Copies the archive's model into a new file, which the caller deletes.
    ///
    /// @throws ModelLoadException if the archive has no model that could be TorchScript
    static Path unpack(Path archive) throws ModelLoadException, IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            JsonObject model = model(zip);
            String file =
                    find(model, "serializedFile")
                            .orElseThrow(() ->
                                    new ModelLoadException(
                                            "its manifest names no serializedFile, expected TorchScript"));
            Optional<String> code = find(model, "modelFile");
            if (code.isPresent()) {
                throw new ModelLoadException(
                        "its model is Python code ('%s') with weights, expected TorchScript"
                                .formatted(code.get()));
            }
            ZipEntry entry = zip.getEntry(file);
            if (entry == null) {
                throw new ModelLoadException(
                        "its manifest names '%s', which is not in it".formatted(file));
            }
            return copy(zip, entry);
        } catch (ZipException broken) {
            throw new ModelLoadException("it is no zip archive: " + broken.getMessage(), broken);
        }
    }

    private static Path copy(ZipFile zip, ZipEntry entry) throws IOException {
        Path unpacked = Files.createTempFile("serval-", ".pt");
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            return unpacked;
        } catch (IOException failure) {
            Files.deleteIfExists(unpacked);
            throw failure;
        }
    }

    private static JsonObject model(ZipFile zip) throws IOException, ModelLoadException {
        ZipEntry manifest = zip.getEntry(MANIFEST);
        if (manifest == null) {
            throw new ModelLoadException("it has no " + MANIFEST);
        }
        try (InputStream in = zip.getInputStream(manifest)) {
            String text = new String(in.readNBytes(MOST_MANIFEST), StandardCharsets.UTF_8);
            JsonElement root = JsonParser.parseString(text);
            JsonElement model = root.isJsonObject() ? root.getAsJsonObject().get("model") : root;
            if (model != null && model.isJsonObject()) {
                return model.getAsJsonObject();
            }
            throw new ModelLoadException(MANIFEST + " has no object 'model'");
        } catch (JsonParseException malformed) {
            throw new ModelLoadException(
                    "%s is no JSON: %s".formatted(MANIFEST, malformed.getMessage()), malformed);
        }
    }

    private static Optional<String> find(JsonObject model, String key) {
        JsonElement value = model.get(key);
        return value != null && value.isJsonPrimitive() && !value.getAsString().isEmpty()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }
}
