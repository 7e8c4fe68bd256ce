package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.api.yaml.FieldProblem;
import dev.serval.platform.api.yaml.ResourceJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Answers reviews of `admission.k8s.io/v1`, by the path they come on.
final class AdmissionDesk {
    private static final int UNPROCESSABLE = 422;

    private final JsonMapper mapper = ResourceJson.mapper();
    private final Map<String, Reviewer> reviewers;

    AdmissionDesk(Map<String, Reviewer> reviewers) {
        this.reviewers = Map.copyOf(reviewers);
    }

    /// The answer to a review; empty if nothing is asked on that path.
    ///
    /// @throws IllegalArgumentException if the body is no review
    Optional<byte[]> answer(String path, byte[] body) {
        Reviewer reviewer = reviewers.get(path);
        if (reviewer == null) {
            return Optional.empty();
        }
        try {
            JsonNode review = mapper.readTree(body);
            JsonNode request = review.path("request");
            if (!request.hasNonNull("uid")) {
                throw new IllegalArgumentException("an AdmissionReview without request.uid");
            }
            ObjectNode answer = mapper.createObjectNode();
            answer.set("apiVersion", review.path("apiVersion"));
            answer.set("kind", review.path("kind"));
            answer.set("response", response(request, reviewer));
            return Optional.of(mapper.writeValueAsBytes(answer));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private ObjectNode response(JsonNode request, Reviewer reviewer) {
        ObjectNode response = mapper.createObjectNode();
        response.set("uid", request.path("uid"));
        switch (reviewed(request, reviewer)) {
            case Review.Allowed allowed -> allow(response, allowed);
            case Review.Denied denied -> deny(response, denied);
        }
        return response;
    }

    private static Review reviewed(JsonNode request, Reviewer reviewer) {
        try {
            return reviewer.review(
                    request.path("object"),
                    request.path("oldObject"),
                    request.path("namespace").asText());
        } catch (JsonMappingException mistyped) {
            return new Review.Denied(FieldProblem.of(request.path("object"), mistyped));
        } catch (JsonProcessingException unreadable) {
            return new Review.Denied(unreadable.getOriginalMessage());
        }
    }

    private void allow(ObjectNode response, Review.Allowed allowed) {
        response.put("allowed", true);
        if (allowed.patch() != null) {
            response.put("patchType", "JSONPatch");
            response.put(
                    "patch",
                    Base64.getEncoder()
                            .encodeToString(
                                    allowed.patch().toString().getBytes(StandardCharsets.UTF_8)));
        }
        if (!allowed.warnings().isEmpty()) {
            ArrayNode warnings = response.putArray("warnings");
            allowed.warnings().forEach(warnings::add);
        }
    }

    private static void deny(ObjectNode response, Review.Denied denied) {
        response.put("allowed", false);
        response.putObject("status").put("message", denied.message()).put("code", UNPROCESSABLE);
    }
}
