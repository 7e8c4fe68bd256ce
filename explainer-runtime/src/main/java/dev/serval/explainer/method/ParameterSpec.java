package dev.serval.explainer.method;

import java.util.List;

/// A parameter that a method declares: its name, what values it takes, and the one it has when
/// nobody gives any.
public sealed interface ParameterSpec {
    String name();

    /// What it does, as a sentence.
    String description();

    record Whole(String name, long fallback, long least, long most, String description)
            implements ParameterSpec {}

    record Real(String name, double fallback, double least, double most, String description)
            implements ParameterSpec {}

    record Flag(String name, boolean fallback, String description) implements ParameterSpec {}

    record Choice(String name, List<String> choices, String description) implements ParameterSpec {
        public Choice {
            choices = List.copyOf(choices);
        }

        /// The first choice is the one that holds when nobody makes any.
        public String fallback() {
            return choices.getFirst();
        }
    }

    /// Any text; empty when nobody gives any.
    record Text(String name, String description) implements ParameterSpec {}

    /// A list of numbers; empty when nobody gives any.
    record Numbers(String name, String description) implements ParameterSpec {}

    /// A list of features, by name or by index; empty when nobody gives any.
    record Features(String name, String description) implements ParameterSpec {}

    /// From a feature to the least and the greatest value it may take; empty when nobody gives any.
    record Ranges(String name, String description) implements ParameterSpec {}
}
