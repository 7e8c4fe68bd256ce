package dev.serval.platform.plan.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.ContainerState;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.PodObservation;
import dev.serval.platform.plan.status.Readiness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what is seen of a service from a file of a situation.
final class ObservationFile {
    private ObservationFile() {}

    static Observation read(String text) throws IOException {
        JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(text);
        Map<ComponentKind, ComponentObservation> components = new EnumMap<>(ComponentKind.class);
        tree.path("components")
                .properties()
                .forEach(entry ->
                        components.put(
                                ComponentKind.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                                component(entry.getValue())));
        Map<String, ComponentObservation> canaries = new LinkedHashMap<>();
        tree.path("canaries")
                .properties()
                .forEach(entry -> canaries.put(entry.getKey(), component(entry.getValue())));
        return new Observation(components, canaries, readiness(tree.path("ingress")));
    }

    private static ComponentObservation component(JsonNode tree) {
        List<TrafficTarget> traffic = new ArrayList<>();
        tree.path("traffic")
                .forEach(entry ->
                        traffic.add(
                                new TrafficTarget(
                                        entry.path("revision").asText(),
                                        entry.path("latest").asBoolean(),
                                        entry.path("percent").asLong(),
                                        text(entry, "tag"),
                                        null,
                                        Map.of())));
        List<PodObservation> pods = new ArrayList<>();
        tree.path("pods").forEach(entry -> pods.add(pod(entry)));
        Revisions revisions =
                new Revisions(text(tree, "latestCreated"), text(tree, "latestReady"), traffic);
        return new ComponentObservation(
                readiness(tree.path("ready")),
                readiness(tree.path("routes")),
                readiness(tree.path("configuration")),
                revisions,
                pods);
    }

    private static PodObservation pod(JsonNode tree) {
        return new PodObservation(
                tree.path("name").asText(),
                tree.path("created").asText(),
                tree.path("ready").asBoolean(),
                state(tree.path("initializer")),
                state(tree.path("main")));
    }

    private static @Nullable ContainerState state(JsonNode tree) {
        return switch (tree.path("state").asText(tree.asText())) {
            case "running" -> new ContainerState.Running();
            case "waiting" -> new ContainerState.Waiting();
            case "finished" -> new ContainerState.Finished();
            case "failed" ->
                    new ContainerState.Failed(
                            tree.path("message").asText(), tree.path("exitCode").asInt());
            default -> null;
        };
    }

    private static Readiness readiness(JsonNode tree) {
        if (tree.isMissingNode()) {
            return Readiness.UNKNOWN;
        }
        if (tree.isBoolean()) {
            return tree.asBoolean() ? Readiness.READY : Readiness.UNKNOWN;
        }
        Readiness.Truth truth =
                tree.path("pending").asBoolean() ? Readiness.Truth.UNKNOWN : Readiness.Truth.FALSE;
        return new Readiness(truth, text(tree, "reason"), text(tree, "message"));
    }

    private static @Nullable String text(JsonNode tree, String name) {
        return tree.hasNonNull(name) ? tree.path(name).asText() : null;
    }
}
