package dev.serval.storage.source;

import dev.serval.storage.retry.RetryPolicy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What stores learn from around them: the environment, which holds credentials and addresses under
/// the names that KServe and each store's own tools use.
public final class StoreAccess {
    private final Map<String, String> variables;
    private final RetryPolicy retry;

    public StoreAccess(Map<String, String> variables) {
        this(variables, RetryPolicy.DEFAULT);
    }

    private StoreAccess(Map<String, String> variables, RetryPolicy retry) {
        this.variables = Map.copyOf(variables);
        this.retry = retry;
    }

    /// The same, with other values for some variables; an empty value removes one.
    public StoreAccess with(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(overrides);
        return new StoreAccess(all, retry);
    }

    /// The same, with another policy.
    public StoreAccess with(RetryPolicy other) {
        return new StoreAccess(variables, other);
    }

    /// How often a store is asked again that does not answer.
    public RetryPolicy retry() {
        return retry;
    }

    /// A variable's value; one that is blank is none.
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /// The value of the first of these that has one.
    public Optional<String> findFirst(String... names) {
        for (String name : names) {
            Optional<String> value = find(name);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /// Whether a switch is on; `otherwise` if nobody says.
    ///
    /// @throws SettingException if the value is neither yes nor no
    public boolean isOn(String name, boolean otherwise) throws SettingException {
        Optional<String> value = find(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default ->
                    throw new SettingException(
                            "%s is '%s', expected true or false"
                                    .formatted(name, Shown.text(value.get())));
        };
    }
}
