package dev.serval.engine.sklearn.skops;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Symbol;
import dev.serval.engine.sklearn.pickle.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node of the tree, or an object within one: its parts, each of which is what it is asked for as
/// or refused.
record Node(JsonObject object) {
    static Node of(JsonElement element) {
        if (element instanceof JsonObject object) {
            return new Node(object);
        }
        throw new PickleException("a node is %s, expected an object".formatted(kind(element)));
    }

    /// What skops would read it with.
    String loader() {
        return text("__loader__");
    }

    /// The dotted name of the node's class or function, on whatever list.
    String dotted() {
        return "%s.%s".formatted(text("__module__"), text("__class__"));
    }

    /// The node's class or function.
    ///
    /// @throws PickleException if its name is on no list
    Symbol symbol() {
        return Symbol.known(text("__module__"), text("__class__"));
    }

    String text(String key) {
        JsonElement value = require(key);
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
            return value.getAsString();
        }
        throw mistyped(key, value, "a string");
    }

    Node node(String key) {
        JsonElement value = require(key);
        if (value instanceof JsonObject object) {
            return new Node(object);
        }
        throw mistyped(key, value, "an object");
    }

    Optional<Node> findNode(String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(node(key));
    }

    List<Node> nodes(String key) {
        JsonElement value = require(key);
        if (!(value instanceof JsonArray array)) {
            throw mistyped(key, value, "an array");
        }
        List<Node> nodes = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            nodes.add(of(element));
        }
        return nodes;
    }

    /// The nodes by their keys, in their order.
    Map<String, Node> entries(String key) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : node(key).object.entrySet()) {
            entries.put(entry.getKey(), of(entry.getValue()));
        }
        return entries;
    }

    JsonElement require(String key) {
        JsonElement value = object.get(key);
        if (value == null) {
            throw new PickleException(
                    "a node has no '%s', only %s"
                            .formatted(key, new Text(object.keySet().toString()).describe()));
        }
        return value;
    }

    private static PickleException mistyped(String key, JsonElement found, String expected) {
        return new PickleException(
                "'%s' of a node is %s, expected %s".formatted(key, kind(found), expected));
    }

    private static String kind(JsonElement element) {
        if (element.isJsonObject()) {
            return "an object";
        }
        if (element.isJsonArray()) {
            return "an array";
        }
        return new Text(element.toString()).describe();
    }
}
