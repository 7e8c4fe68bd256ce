package dev.serval.platform.local.printing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An InferenceService as `describe` tells it: what it is, what is true of it, what runs for it and
/// how it was scaled.
public final class ServiceDescription {
    private static final int DECISIONS = 10;
    private static final String INDENT = "  ";

    private final JsonNode service;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    private ServiceDescription(JsonNode service, Instant now) {
        this.service = service;
        this.now = now;
    }

    /// The lines of a description.
    public static List<String> of(
            JsonNode service, JsonNode replicas, JsonNode decisions, Instant now) {
        ServiceDescription description = new ServiceDescription(service, now);
        description.head();
        description.conditions();
        description.traffic();
        description.replicas(replicas);
        description.decisions(decisions);
        return description.lines;
    }

    private void head() {
        field("Name", service.at("/metadata/name").asText());
        field("Namespace", service.at("/metadata/namespace").asText("default"));
        field("Generation", service.at("/metadata/generation").asText());
        field("Age", Age.of(service.at("/metadata/creationTimestamp").asText(), now));
        field("URL", service.at("/status/url").asText());
        field("Ready", ResourceColumns.condition(service, "Ready"));
        field("Model", service.at("/status/modelStatus/states/activeModelState").asText());
        field("Runtime", ResourceColumns.runtimeOf(service));
        JsonNode failure = service.at("/status/modelStatus/lastFailureInfo");
        if (!failure.isMissingNode()) {
            field(
                    "Last failure",
                    (failure.path("reason").asText() + " " + failure.path("message").asText())
                            .strip());
        }
    }

    private void conditions() {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode condition : service.at("/status/conditions")) {
            rows.add(
                    List.of(
                            condition.path("type").asText(),
                            condition.path("status").asText(),
                            Age.of(condition.path("lastTransitionTime").asText(), now),
                            condition.path("reason").asText(),
                            condition.path("message").asText()));
        }
        section("Conditions", List.of("TYPE", "STATUS", "AGE", "REASON", "MESSAGE"), rows);
    }

    private void traffic() {
        List<List<String>> rows = new ArrayList<>();
        for (var component : service.at("/status/components").properties()) {
            for (JsonNode target : component.getValue().path("traffic")) {
                rows.add(
                        List.of(
                                component.getKey(),
                                target.path("revisionName").asText(),
                                target.path("percent").asText() + "%",
                                target.path("tag").asText()));
            }
        }
        section("Traffic", List.of("COMPONENT", "REVISION", "SHARE", "TAG"), rows);
    }

    private void replicas(JsonNode replicas) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode replica : replicas) {
            rows.add(
                    List.of(
                            replica.path("name").asText(),
                            replica.path("state").asText(),
                            positive(replica.path("pid")),
                            positive(replica.path("port")),
                            replica.path("restarts").asText(),
                            Age.of(replica.path("started").asText(), now),
                            note(replica)));
        }
        section(
                "Replicas",
                List.of("NAME", "STATE", "PID", "PORT", "RESTARTS", "AGE", "MESSAGE"),
                rows);
    }

    private void decisions(JsonNode decisions) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode decision : telling(decisions)) {
            rows.add(
                    List.of(
                            Age.of(decision.path("at").asText(), now),
                            decision.path("revision").asText(),
                            decision.path("ready").asText()
                                    + " -> "
                                    + decision.path("wanted").asText(),
                            decision.path("reason").asText()));
        }
        section("Scaling", List.of("AGE", "REVISION", "REPLICAS", "REASON"), rows);
    }

    /// The last decisions that changed something, and the very last.
    private static List<JsonNode> telling(JsonNode decisions) {
        List<JsonNode> telling = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            JsonNode decision = decisions.get(i);
            boolean changes = decision.path("wanted").asInt() != decision.path("ready").asInt();
            if (changes || i == decisions.size() - 1) {
                telling.add(decision);
            }
        }
        return telling.subList(Math.max(0, telling.size() - DECISIONS), telling.size());
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            lines.add("%-14s%s".formatted(name + ":", value));
        }
    }

    private void section(String title, List<String> titles, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title + ":");
        Table.lines(titles, rows).forEach(line -> lines.add(INDENT + line.stripTrailing()));
    }

    /// Why a replica is not ready, or else how its start went.
    private static String note(JsonNode replica) {
        String message = replica.path("message").asText("");
        return message.isEmpty() ? replica.path("startup").asText("") : message;
    }

    private static String positive(JsonNode number) {
        return number.asLong() > 0 ? number.asText() : "-";
    }
}
