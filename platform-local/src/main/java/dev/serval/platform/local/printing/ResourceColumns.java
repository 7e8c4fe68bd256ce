package dev.serval.platform.local.printing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.platform.local.kind.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Which columns a table of resources has: those that kubectl shows of KServe's kinds, and of
/// services how many replicas there are.
public final class ResourceColumns {
    private static final Column NAMESPACE = Column.at("NAMESPACE", "/metadata/namespace");
    private static final Column NAME = Column.at("NAME", "/metadata/name");
    private static final Column AGE =
            new Column(
                    "AGE",
                    (resource, now) ->
                            Age.of(resource.at("/metadata/creationTimestamp").asText(), now));

    /// How much is shown.
    public enum Width {
        NARROW,
        WIDE
    }

    private final List<Column> columns;

    private ResourceColumns(List<Column> columns) {
        this.columns = columns;
    }

    /// @param namespaces whether the table is of all namespaces
    public static ResourceColumns of(ResourceType type, Width width, Namespaces namespaces) {
        List<Column> columns = new ArrayList<>();
        if (namespaces == Namespaces.ALL && type.scope() == ResourceType.Scope.NAMESPACE) {
            columns.add(NAMESPACE);
        }
        columns.add(NAME);
        columns.addAll(
                switch (type) {
                    case INFERENCE_SERVICE -> services(width);
                    case SERVING_RUNTIME, CLUSTER_SERVING_RUNTIME -> runtimes();
                    case INFERENCE_GRAPH ->
                            List.of(Column.at("URL", "/status/url"), condition("READY", "Ready"));
                    case TRAINED_MODEL,
                            CLUSTER_STORAGE_CONTAINER,
                            SECRET,
                            SERVICE_ACCOUNT,
                            CONFIG_MAP ->
                            List.of();
                });
        columns.add(AGE);
        return new ResourceColumns(columns);
    }

    /// Which namespaces a table is of.
    public enum Namespaces {
        ONE,
        ALL
    }

    public List<String> titles() {
        return columns.stream().map(Column::title).toList();
    }

    /// A row, its columns named where nothing is known.
    public List<String> row(JsonNode resource, Instant now) {
        return columns.stream().map(column -> column.value().of(resource, now)).toList();
    }

    private static List<Column> services(Width width) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.at("URL", "/status/url"));
        columns.add(condition("READY", "Ready"));
        columns.add(traffic("PREV", Share.PREVIOUS, "/percent"));
        columns.add(traffic("LATEST", Share.LATEST, "/percent"));
        if (width == Width.WIDE) {
            columns.add(traffic("PREVROLLEDOUTREVISION", Share.PREVIOUS, "/revisionName"));
            columns.add(traffic("LATESTREADYREVISION", Share.LATEST, "/revisionName"));
            columns.add(new Column("RUNTIME", (service, _) -> runtimeOf(service)));
        }
        columns.add(new Column("REPLICAS", (service, _) -> replicasOf(service)));
        return columns;
    }

    private static List<Column> runtimes() {
        return List.of(
                new Column(
                        "DISABLED", (runtime, _) -> runtime.at("/spec/disabled").asText("false")),
                new Column("MODELTYPE", (runtime, _) -> formatsOf(runtime)),
                new Column("IMAGE", (runtime, _) -> imageOf(runtime)));
    }

    private static String formatsOf(JsonNode runtime) {
        TreeSet<String> names = new TreeSet<>();
        runtime.at("/spec/supportedModelFormats")
                .forEach(format -> names.add(format.path("name").asText()));
        return String.join(",", names);
    }

    private static String imageOf(JsonNode runtime) {
        return runtime.at("/spec/containers/0/image").asText();
    }

    static String replicasOf(JsonNode service) {
        return service.at("/status/modelStatus/copies/totalCopies").asText("0");
    }

    static String runtimeOf(JsonNode service) {
        String ofCluster = service.at("/status/clusterServingRuntimeName").asText();
        return ofCluster.isEmpty() ? service.at("/status/servingRuntimeName").asText() : ofCluster;
    }

    /// The status of a condition: `True`, `False` or `Unknown`.
    public static String condition(JsonNode resource, String type) {
        for (JsonNode condition : resource.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "";
    }

    private static Column condition(String title, String type) {
        return new Column(title, (resource, _) -> condition(resource, type));
    }

    private enum Share {
        PREVIOUS,
        LATEST;

        boolean is(JsonNode target) {
            return switch (this) {
                case PREVIOUS -> target.path("tag").asText().equals("prev");
                case LATEST -> target.path("latestRevision").asBoolean();
            };
        }
    }

    private static Column traffic(String title, Share share, String pointer) {
        return new Column(
                title,
                (service, _) -> {
                    for (JsonNode target : service.at("/status/components/predictor/traffic")) {
                        if (share.is(target)) {
                            return target.at(pointer).asText();
                        }
                    }
                    return "";
                });
    }
}
