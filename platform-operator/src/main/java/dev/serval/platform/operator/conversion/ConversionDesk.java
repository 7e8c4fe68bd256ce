package dev.serval.platform.operator.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.api.yaml.ResourceJson;
import java.util.List;

/// Answers reviews of `ConversionReview` of `apiextensions.k8s.io/v1`. Of the resources of a review
/// all are converted or none is.
public final class ConversionDesk {
    /// The path that the API server asks on.
    public static final String PATH = "/convert";

    private static final String VERSION = "apiVersion";

    private final JsonMapper mapper = ResourceJson.mapper();
    private final List<Conversion> conversions;

    /// @param conversions those that are known, one for each direction
    public ConversionDesk(List<Conversion> conversions) {
        this.conversions = List.copyOf(conversions);
    }

    /// The answer to a review.
    ///
    /// @throws IllegalArgumentException if the body is no review
    public byte[] answer(byte[] body) {
        try {
            JsonNode review = mapper.readTree(body);
            JsonNode request = review.path("request");
            if (!request.hasNonNull("uid") || !request.hasNonNull("desiredAPIVersion")) {
                throw new IllegalArgumentException(
                        "a ConversionReview without request.uid or request.desiredAPIVersion");
            }
            ObjectNode answer = mapper.createObjectNode();
            answer.set(VERSION, review.path(VERSION));
            answer.set("kind", review.path("kind"));
            answer.set("response", response(request));
            return mapper.writeValueAsBytes(answer);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private ObjectNode response(JsonNode request) {
        ObjectNode response = mapper.createObjectNode();
        response.set("uid", request.path("uid"));
        ArrayNode converted = mapper.createArrayNode();
        try {
            for (JsonNode resource : request.path("objects")) {
                converted.add(converted(resource, request.path("desiredAPIVersion").asText()));
            }
            response.set("convertedObjects", converted);
            response.putObject("result").put("status", "Success");
        } catch (IllegalArgumentException unconvertible) {
            response.putObject("result")
                    .put("status", "Failed")
                    .put("message", unconvertible.getMessage());
        }
        return response;
    }

    private ObjectNode converted(JsonNode resource, String version) {
        ObjectNode copy = resource.deepCopy();
        String found = resource.path(VERSION).asText();
        if (!found.equals(version)) {
            find(resource.path("kind").asText(), found, version).change().apply(copy);
            copy.put(VERSION, version);
        }
        return copy;
    }

    private Conversion find(String kind, String from, String to) {
        return conversions.stream()
                .filter(known -> known.kind().equals(kind))
                .filter(known -> known.from().equals(from) && known.to().equals(to))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s of %s cannot become one of %s: this operator knows no such version"
                                        .formatted(kind, from, to)));
    }
}
