package dev.serval.server.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.body.BodyCollector;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What V1 and V2 have in common over HTTP.
final class RestCalls {
    static final int OK = 200;
    static final String JSON_LENGTH = "inference-header-content-length";

    private static final int FIRST_FAILURE = 400;
    private static final int BAD_GATEWAY = 502;
    private static final int LAST_FAILURE = 599;
    private static final int LONGEST_TEXT = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RestCalls() {}

    static EncodedCall get(String path) {
        return new EncodedCall(
                HttpMethod.GET, path, Map.of(), List.of(), BodyCollector.ALL_HEAD, () -> {});
    }

    static EncodedCall post(
            String path, Map<String, String> headers, List<MemorySegment> body, Runnable memory) {
        return new EncodedCall(
                HttpMethod.POST, path, headers, body, BodyCollector.ALL_HEAD, memory);
    }

    /// The answer that `reader` makes of the body of a success.
    static InferResponse read(
            UpstreamAnswer answer, Function<BodyCollector, InferResponse> reader) {
        BodyCollector body = answer.body();
        try {
            requireSuccess(answer);
            body.requireCompleteHead();
            return AnswerMemory.owned(reader.apply(body), body);
        } catch (InvalidInput malformed) {
            body.close();
            throw malformed(malformed.getMessage());
        } catch (RuntimeException failure) {
            body.close();
            throw failure;
        }
    }

    /// The failure that stands for an answer which cannot be read.
    static PredictorFailure malformed(String complaint) {
        return new PredictorFailure(
                BAD_GATEWAY, "the predictor's answer cannot be read: " + complaint, null);
    }

    static Optional<ModelSignature> readSignature(UpstreamAnswer answer) {
        try (BodyCollector body = answer.body()) {
            requireSuccess(answer);
            JsonNode json = JSON.readTree(body.head(), 0, body.headLength());
            List<TensorSpec> inputs = specs(json.path("inputs"));
            List<TensorSpec> outputs = specs(json.path("outputs"));
            return inputs.isEmpty() && outputs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ModelSignature(json.path("platform").asText(), inputs, outputs));
        } catch (InvalidInput | IOException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        }
    }

    private static List<TensorSpec> specs(JsonNode tensors) {
        List<TensorSpec> specs = new ArrayList<>();
        for (JsonNode tensor : tensors) {
            List<Long> shape = new ArrayList<>();
            tensor.path("shape").forEach(dimension -> shape.add(dimension.asLong()));
            specs.add(spec(tensor.path("name").asText(), tensor.path("datatype").asText(), shape));
        }
        return specs;
    }

    /// An input or output as metadata describes it.
    static TensorSpec spec(String name, String dataType, List<Long> shape) {
        DataType type =
                DataType.find(dataType)
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "tensor '%s' has datatype '%s', which is unknown"
                                                .formatted(name, dataType)));
        long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
        return new TensorSpec(name, type, Shape.of(dimensions));
    }

    /// Ready is a success that does not say otherwise.
    static boolean readReadiness(UpstreamAnswer answer) {
        try (BodyCollector body = answer.body()) {
            requireSuccess(answer);
            if (body.headLength() == 0) {
                return true;
            }
            JsonNode json = JSON.readTree(body.head(), 0, body.headLength());
            return !json.has("ready")
                    || json.path("ready").asBoolean()
                    || json.path("ready").asText().equalsIgnoreCase("true");
        } catch (IOException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        }
    }

    /// Goes on only if the predictor answered well.
    ///
    /// @throws InferenceException its refusal, with its status and text
    private static void requireSuccess(UpstreamAnswer answer) {
        if (answer.status() >= OK && answer.status() < 300) {
            return;
        }
        throw refusal(answer);
    }

    /// The predictor's refusal: its `error` or `detail`, or else all that it said.
    static PredictorFailure refusal(UpstreamAnswer answer) {
        boolean told = answer.status() >= FIRST_FAILURE && answer.status() <= LAST_FAILURE;
        String said = text(answer.body());
        String text =
                said.isEmpty()
                        ? "the predictor answered %d without a word".formatted(answer.status())
                        : said;
        return new PredictorFailure(
                told ? answer.status() : BAD_GATEWAY,
                text,
                retryAfter(answer.headers().get("retry-after")));
    }

    private static String text(BodyCollector body) {
        int length = Math.min(body.headLength(), LONGEST_TEXT);
        try {
            JsonNode json = JSON.readTree(body.head(), 0, body.headLength());
            for (String member : List.of("error", "detail")) {
                if (json.path(member).isTextual()) {
                    return json.path(member).asText();
                }
            }
        } catch (JsonProcessingException noJson) {
            // Then it is text, or nothing that is known here.
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        }
        return new String(body.head(), 0, length, StandardCharsets.UTF_8).strip();
    }

    private static @Nullable Duration retryAfter(@Nullable String header) {
        try {
            return header == null ? null : Duration.ofSeconds(Long.parseLong(header.strip()));
        } catch (NumberFormatException date) {
            return null;
        }
    }
}
