package dev.serval.platform.plan.admission;

import java.util.ArrayList;
import java.util.List;

/// The rules that are broken, as they are found.
final class Violations {
    private final List<Violation> found = new ArrayList<>();

    void add(String field, String message) {
        found.add(new Violation(field, message));
    }

    void require(boolean holds, String field, String message) {
        if (!holds) {
            add(field, message);
        }
    }

    List<Violation> found() {
        return List.copyOf(found);
    }
}
