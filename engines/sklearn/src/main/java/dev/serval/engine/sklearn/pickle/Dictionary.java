package dev.serval.engine.sklearn.pickle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A dict, in the order of its keys.
public final class Dictionary implements Value {
    private final Map<Value, Value> entries = new LinkedHashMap<>();

    /// The dict of keys and values in turn.
    public static Dictionary of(List<? extends Value> keysAndValues) {
        Dictionary dictionary = new Dictionary();
        dictionary.putAll(keysAndValues);
        return dictionary;
    }

    /// Sets entries from keys and values in turn.
    void putAll(List<? extends Value> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw new PickleException("a key of a dict has no value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            entries.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    public Map<Value, Value> entries() {
        return Collections.unmodifiableMap(entries);
    }

    public Optional<Value> find(String key) {
        return Optional.ofNullable(entries.get(new Text(key)));
    }

    @Override
    public String describe() {
        return "a dict of %d".formatted(entries.size());
    }
}
