package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the documents of a YAML file, of which JSON is a part, as resources.
public final class ResourceReader {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final FieldNames fieldNames = new FieldNames(mapper.getDeserializationConfig());

    /// Reads the documents of `text`. A document that cannot be read is left out and its problem
    /// told; text that is no YAML ends the reading there.
    ///
    /// @param file the name that problems are told with
    public ResourceFile read(String file, String text) {
        YamlDocuments documents = new YamlDocuments(file, text);
        List<LocatedResource> resources = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Optional<YamlDocument> next = documents.next();
                next.isPresent();
                next = documents.next()) {
            YamlDocument document = next.get();
            for (JsonPointer start : starts(document)) {
                HasMetadata resource = resource(document, start, problems);
                if (resource != null) {
                    resources.add(new LocatedResource(resource, document.locationOf(start)));
                }
            }
        }
        documents.problem().ifPresent(problems::add);
        return ResourceFile.joined(List.of(new ResourceFile(resources, problems)));
    }

    /// Where the resources of a document start: at its own start, at each item of a `List`, or
    /// nowhere if it is empty.
    private static List<JsonPointer> starts(YamlDocument document) {
        JsonNode tree = document.tree();
        if (tree.isNull()) {
            return List.of();
        }
        if (!tree.path("kind").asText().equals("List")) {
            return List.of(JsonPointer.empty());
        }
        List<JsonPointer> starts = new ArrayList<>();
        for (int i = 0; i < tree.path("items").size(); i++) {
            starts.add(JsonPointer.empty().appendProperty("items").appendIndex(i));
        }
        return starts;
    }

    private @Nullable HasMetadata resource(
            YamlDocument document, JsonPointer start, List<Problem> problems) {
        JsonNode tree = document.tree().at(start);
        String refusal = refusal(tree);
        if (refusal != null) {
            problems.add(Problem.error(document.locationOf(start), refusal));
            return null;
        }
        Class<? extends HasMetadata> type =
                ResourceKinds.find(tree.path("kind").asText()).orElseThrow();
        warnOfUnknownFields(document, start, type, problems);
        try {
            return mapper.treeToValue(tree, type);
        } catch (JsonMappingException failure) {
            problems.add(mistyped(document, start, failure));
        } catch (JsonProcessingException failure) {
            problems.add(Problem.error(document.locationOf(start), failure.getOriginalMessage()));
        }
        return null;
    }

    private static @Nullable String refusal(JsonNode tree) {
        if (!tree.isObject()) {
            return "expected a resource, found " + TypeNames.found(tree);
        }
        String kind = tree.path("kind").asText();
        Optional<Class<? extends HasMetadata>> type = ResourceKinds.find(kind);
        if (type.isEmpty()) {
            return unknownKind(kind);
        }
        String expected = ResourceKinds.apiVersionOf(type.get());
        String found = tree.path("apiVersion").asText();
        if (!found.equals(expected)) {
            return "%s has apiVersion '%s', expected '%s'".formatted(kind, found, expected);
        }
        if (tree.path("metadata").path("name").asText().isEmpty()) {
            return "%s has no metadata.name".formatted(kind);
        }
        return null;
    }

    private static String unknownKind(String kind) {
        if (kind.isEmpty()) {
            return "a resource without 'kind', expected one of "
                    + String.join(", ", ResourceKinds.names());
        }
        return NearestName.of(kind, ResourceKinds.names())
                .map(name -> "unknown kind '%s', did you mean '%s'?".formatted(kind, name))
                .orElseGet(() ->
                        "unknown kind '%s', expected one of %s"
                                .formatted(kind, String.join(", ", ResourceKinds.names())));
    }

    private void warnOfUnknownFields(
            YamlDocument document, JsonPointer start, Class<?> type, List<Problem> problems) {
        fieldNames.check(
                document.tree().at(start),
                mapper.constructType(type),
                start,
                (at, known) -> {
                    List<String> names = new ArrayList<>();
                    known.forEach(names::add);
                    problems.add(
                            Problem.warning(
                                    document.locationOf(at),
                                    unknownField(at, start, new TreeSet<>(names))));
                });
    }

    private static String unknownField(JsonPointer at, JsonPointer start, TreeSet<String> known) {
        String path = FieldPath.of(at, start);
        String name = at.last().getMatchingProperty();
        return NearestName.of(name, known)
                .map(near -> "unknown field '%s', did you mean '%s'?".formatted(path, near))
                .orElseGet(() -> "unknown field '%s' has no effect".formatted(path));
    }

    private static Problem mistyped(
            YamlDocument document, JsonPointer start, JsonMappingException failure) {
        return Problem.error(
                document.locationOf(FieldPath.pointer(start, failure.getPath())),
                FieldProblem.of(document.tree().at(start), failure));
    }
}
