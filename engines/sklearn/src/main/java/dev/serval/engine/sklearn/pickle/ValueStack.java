package dev.serval.engine.sklearn.pickle;

import java.util.ArrayList;
import java.util.List;

/// The stack of a pickle's machine, with its marks.
final class ValueStack {
    private final List<Value> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();

    void push(Value value) {
        values.add(value);
    }

    Value pop() {
        requireValue();
        return values.removeLast();
    }

    Value peek() {
        requireValue();
        return values.getLast();
    }

    int size() {
        return values.size();
    }

    void mark() {
        marks.add(values.size());
    }

    /// Takes off what was pushed since the last mark, and the mark.
    List<Value> popToMark() {
        if (marks.isEmpty()) {
            throw new PickleException("a mark is missing");
        }
        List<Value> top = values.subList(marks.removeLast(), values.size());
        List<Value> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    /// Takes off the last values, in the order in which they were pushed.
    List<Value> popLast(int count) {
        if (floor() + count > values.size()) {
            throw new PickleException(
                    "%d values are taken of %d".formatted(count, values.size() - floor()));
        }
        List<Value> top = values.subList(values.size() - count, values.size());
        List<Value> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    /// Takes off a mark with nothing above it, or the last value.
    void drop() {
        if (!marks.isEmpty() && marks.getLast() == values.size()) {
            marks.removeLast();
            return;
        }
        pop();
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }

    private void requireValue() {
        if (values.size() <= floor()) {
            throw new PickleException("a value is missing");
        }
    }
}
