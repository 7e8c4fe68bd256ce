package dev.serval.engine.sklearn.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A list, tuple or set.
public final class Sequence implements Value {
    private final List<Value> items;

    Sequence(List<? extends Value> items) {
        this.items = new ArrayList<>(items);
    }

    /// Those items in their order.
    public static Sequence of(List<? extends Value> items) {
        return new Sequence(items);
    }

    void append(List<? extends Value> more) {
        items.addAll(more);
    }

    public List<Value> items() {
        return Collections.unmodifiableList(items);
    }

    public int size() {
        return items.size();
    }

    /// The item at that place.
    ///
    /// @throws PickleException if there are not so many
    public Value at(int index) {
        if (index >= items.size()) {
            throw new PickleException("%s has no item %d".formatted(describe(), index));
        }
        return items.get(index);
    }

    @Override
    public String describe() {
        return "a sequence of %d".formatted(items.size());
    }
}
