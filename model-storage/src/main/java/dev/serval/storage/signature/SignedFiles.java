package dev.serval.storage.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.transfer.FileSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The files that a signature is over: OpenSSF's predicate `https://model_signing/signature/v1.0`.
///
/// @param digests by path
/// @param ignored paths that the signer left out, with all below them
record SignedFiles(Map<String, Checksum> digests, List<String> ignored) {
    private static final String PREDICATE = "https://model_signing/signature/v1.0";

    static SignedFiles parse(String statement) throws InvalidSignature {
        JsonNode root;
        try {
            root = new JsonMapper().readTree(statement);
        } catch (JsonProcessingException broken) {
            throw new InvalidSignature("what is signed is no JSON: " + broken.getOriginalMessage());
        }
        if (!root.path("predicateType").asText().equals(PREDICATE)) {
            throw new InvalidSignature(
                    "what is signed is '%s', expected '%s'"
                            .formatted(root.path("predicateType").asText(), PREDICATE));
        }
        JsonNode serialization = root.path("predicate").path("serialization");
        if (!serialization.path("method").asText("files").equals("files")) {
            throw new InvalidSignature(
                    "it is over '%s', expected 'files'"
                            .formatted(serialization.path("method").asText()));
        }
        Map<String, Checksum> digests = new HashMap<>();
        for (JsonNode one : root.path("predicate").path("resources")) {
            digests.put(one.path("name").asText(), digest(one));
        }
        List<String> ignored = new ArrayList<>();
        serialization.path("ignore_paths").forEach(path -> ignored.add(path.asText()));
        return new SignedFiles(digests, ignored);
    }

    private static Checksum digest(JsonNode resource) throws InvalidSignature {
        try {
            return new Checksum(
                    Algorithm.valueOf(
                            resource.path("algorithm").asText().toUpperCase(java.util.Locale.ROOT)),
                    resource.path("digest").asText());
        } catch (IllegalArgumentException unknown) {
            throw new InvalidSignature(
                    "file '%s' is signed with digest '%s', expected sha256"
                            .formatted(
                                    resource.path("name").asText(),
                                    resource.path("algorithm").asText()));
        }
    }

    /// Holds a model against what is signed: the same files with the same content, no less and no
    /// more.
    ///
    /// @param found the paths of all files of the model, without the signature's own
    void require(Path model, List<String> found) throws InvalidSignature, IOException {
        for (Map.Entry<String, Checksum> signed : digests.entrySet()) {
            Path file = model.resolve(signed.getKey()).normalize();
            if (!file.startsWith(model) || !Files.isRegularFile(file)) {
                throw new InvalidSignature(
                        "file '%s' is signed and not there".formatted(signed.getKey()));
            }
            Checksum sum = FileSum.of(file, signed.getValue().algorithm());
            if (!sum.equals(signed.getValue())) {
                throw new InvalidSignature(
                        "file '%s' is not what was signed: it has %s %s, expected %s"
                                .formatted(
                                        signed.getKey(),
                                        sum.algorithm(),
                                        sum.hex(),
                                        signed.getValue().hex()));
            }
        }
        for (String file : found) {
            boolean isIgnored =
                    ignored.stream()
                            .anyMatch(path -> file.equals(path) || file.startsWith(path + "/"));
            if (!digests.containsKey(file) && !isIgnored) {
                throw new InvalidSignature("file '%s' is not signed".formatted(file));
            }
        }
    }
}
