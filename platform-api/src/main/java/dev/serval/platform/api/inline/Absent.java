package dev.serval.platform.api.inline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What JSON leaves out, as the empty value that stands for it. Copies keep the order that was
/// written, and the nulls that a YAML file may hold.
public final class Absent {
    private Absent() {}

    /// An unmodifiable copy; empty where the list is absent.
    public static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /// An unmodifiable copy in the order written; empty where the map is absent.
    public static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
