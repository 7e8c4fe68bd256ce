package dev.serval.platform.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The body of one call, whose form tells which protocol it is written in.
///
/// @param bytes as they are sent
record InferenceInput(byte[] bytes, JsonNode tree) {
    private static final String STANDARD_INPUT = "-";

    /// What a call asks for.
    enum Wish {
        PREDICTION(":predict", "/infer"),
        EXPLANATION(":explain", "/explain");

        private final String v1;
        private final String v2;

        Wish(String v1, String v2) {
            this.v1 = v1;
            this.v2 = v2;
        }
    }

    static InferenceInput read(String file) {
        byte[] bytes = bytes(file);
        try {
            JsonNode tree = new ObjectMapper().readTree(bytes);
            if (tree.isObject()) {
                return new InferenceInput(bytes, tree);
            }
            throw new CommandFailure(
                    "%s: expected a JSON object with 'instances' (V1) or 'inputs' (V2)"
                            .formatted(file));
        } catch (JsonProcessingException noJson) {
            throw new CommandFailure(
                    "%s:%d:%d: not JSON: %s"
                            .formatted(
                                    file,
                                    noJson.getLocation().getLineNr(),
                                    noJson.getLocation().getColumnNr(),
                                    noJson.getOriginalMessage()));
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in =
                file.equals(STANDARD_INPUT)
                        ? new FileInputStream(FileDescriptor.in)
                        : Files.newInputStream(Path.of(file))) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static CommandFailure unreadable(String file, IOException failure) {
        return new CommandFailure(
                failure instanceof NoSuchFileException
                        ? "%s: there is no such file".formatted(file)
                        : "%s: it cannot be read: %s".formatted(file, failure.getMessage()));
    }

    /// Where the call goes: V2 has `inputs` that are named tensors, V1 anything else.
    String path(String model, Wish wish) {
        JsonNode inputs = tree.path("inputs");
        boolean isV2 = inputs.isArray() && inputs.path(0).has("datatype");
        return isV2 ? "/v2/models/" + model + wish.v2 : "/v1/models/" + model + wish.v1;
    }
}
