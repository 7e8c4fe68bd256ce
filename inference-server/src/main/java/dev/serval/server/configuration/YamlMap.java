package dev.serval.server.configuration;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A mapping in a YAML file: its values by their keys, each key once.
public final class YamlMap {
    private final String file;
    private final String path;
    private final Map<String, Node> entries = new LinkedHashMap<>();

    private YamlMap(String file, String path) {
        this.file = file;
        this.path = path;
    }

    /// @param path what comes before a key in messages: `batching.`
    /// @throws ConfigurationException if the node is no mapping or has a key twice
    public static YamlMap of(String file, String path, Node node) throws ConfigurationException {
        YamlMap map = new YamlMap(file, path);
        if (!(node instanceof MappingNode mapping)) {
            throw new YamlValue(file, path, node).mistyped("keys and values");
        }
        for (NodeTuple entry : mapping.getValue()) {
            map.put(entry);
        }
        return map;
    }

    /// A mapping with nothing in it, where a file leaves one out.
    ///
    /// @param path as for [#of]
    public static YamlMap none(String file, String path) {
        return new YamlMap(file, path);
    }

    private void put(NodeTuple entry) throws ConfigurationException {
        YamlValue key = new YamlValue(file, path + "…", entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode name)) {
            throw key.mistyped("a key of plain text");
        }
        if (entries.put(name.getValue(), entry.getValueNode()) != null) {
            throw key.refusal("%s is there twice".formatted(path + name.getValue()));
        }
    }

    public Collection<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /// @throws ConfigurationException at the first other key, naming the nearest known one
    public void requireOnly(List<String> known) throws ConfigurationException {
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new YamlValue(file, path + entry.getKey(), entry.getValue())
                        .refusal(
                                "unknown key %s, %s"
                                        .formatted(
                                                path + entry.getKey(),
                                                expected(entry.getKey(), known)));
            }
        }
    }

    private String expected(String unknown, List<String> known) {
        return NearestName.find(unknown, known)
                .map(nearest -> "did you mean %s?".formatted(path + nearest))
                .orElse("expected one of " + String.join(", ", known));
    }

    public Optional<YamlValue> find(String key) {
        return Optional.ofNullable(entries.get(key))
                .map(node -> new YamlValue(file, path + key, node));
    }
}
