package dev.serval.inference.request;

import dev.serval.inference.failure.InvalidInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Parameters by name, in the order in which they came.
public record Parameters(Map<String, Parameter> byName) {
    private static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        byName =
                byName.size() < 2
                        ? Map.copyOf(byName)
                        : Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    public static Parameters none() {
        return NONE;
    }

    /// The parameters in a map, which may change afterwards.
    public static Parameters of(Map<String, Parameter> byName) {
        return byName.isEmpty() ? NONE : new Parameters(byName);
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    public Optional<Parameter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The flag of that name.
    ///
    /// @throws InvalidInput if the parameter is there and is no boolean
    public Optional<Boolean> findFlag(String name) {
        return switch (byName.get(name)) {
            case null -> Optional.empty();
            case Parameter.Flag flag -> Optional.of(flag.value());
            case Parameter other -> throw mistyped(name, other, "true or false");
        };
    }

    /// The integer of that name.
    ///
    /// @throws InvalidInput if the parameter is there and is no integer that fits 63 bits
    public OptionalLong findWhole(String name) {
        return switch (byName.get(name)) {
            case null -> OptionalLong.empty();
            case Parameter.Whole whole -> OptionalLong.of(whole.value());
            case Parameter.Unsigned unsigned when unsigned.bits() >= 0 ->
                    OptionalLong.of(unsigned.bits());
            case Parameter other -> throw mistyped(name, other, "an integer");
        };
    }

    /// The text of that name.
    ///
    /// @throws InvalidInput if the parameter is there and is no string
    public Optional<String> findText(String name) {
        return switch (byName.get(name)) {
            case null -> Optional.empty();
            case Parameter.Text text -> Optional.of(text.value());
            case Parameter other -> throw mistyped(name, other, "a string");
        };
    }

    private static InvalidInput mistyped(String name, Parameter found, String expected) {
        return new InvalidInput(
                "parameter '%s' is %s, expected %s".formatted(name, found.text(), expected));
    }
}
