package dev.serval.platform.local.printing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.printing.ResourceColumns.Namespaces;
import dev.serval.platform.local.printing.ResourceColumns.Width;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints resources of one type in one form, and further ones below them as they come.
public final class ResourcePrinter {
    private final PrintWriter out;
    private final Clock clock;
    private final ResourceType type;
    private final Format format;
    private final ResourceColumns columns;
    private @Nullable Table table;

    public ResourcePrinter(
            PrintWriter out, Clock clock, ResourceType type, Format format, Namespaces namespaces) {
        this.out = out;
        this.clock = clock;
        this.type = type;
        this.format = format;
        Width width = format == Format.WIDE ? Width.WIDE : Width.NARROW;
        this.columns = ResourceColumns.of(type, width, namespaces);
    }

    /// Prints resources, in JSON and YAML as one list.
    public void printAll(List<JsonNode> resources) {
        switch (format) {
            case TABLE, WIDE, NAME -> begin(resources);
            case JSON -> out.println(PrettyJson.of(list(resources)));
            case YAML -> out.println(ResourceYaml.of(list(resources)));
        }
        out.flush();
    }

    /// Prints resources that others will follow.
    public void begin(List<JsonNode> resources) {
        if (format == Format.TABLE || format == Format.WIDE) {
            Table fitting =
                    Table.fitting(columns.titles(), resources.stream().map(this::row).toList());
            out.println(fitting.titleLine());
            table = fitting;
        }
        resources.forEach(this::print);
    }

    /// Prints one resource, whole or as a row below the others.
    public void print(JsonNode resource) {
        switch (format) {
            case TABLE, WIDE -> printRow(resource);
            case JSON -> out.println(PrettyJson.of(resource));
            case YAML -> out.println(ResourceYaml.of(resource));
            case NAME ->
                    out.println(type.singular() + "/" + resource.at("/metadata/name").asText());
        }
        out.flush();
    }

    private void printRow(JsonNode resource) {
        Table known = table;
        if (known == null) {
            begin(List.of(resource));
            return;
        }
        out.println(known.line(row(resource)));
    }

    private List<String> row(JsonNode resource) {
        return columns.row(resource, clock.instant());
    }

    private static ObjectNode list(List<JsonNode> resources) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List");
        list.putArray("items").addAll(resources);
        return list;
    }
}
