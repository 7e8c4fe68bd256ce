package dev.serval.platform.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `wait` waits for.
sealed interface Awaited {
    /// What is meant where nothing is said.
    Awaited READY = new Condition("Ready", "True");

    boolean isMet(JsonNode resource);

    /// What is printed when it came.
    String met();

    /// Why it did not come yet, as the end of a sentence; empty where nothing is known.
    String obstacle(JsonNode resource);

    /// A condition of the resource has a status.
    record Condition(String type, String status) implements Awaited {
        @Override
        public boolean isMet(JsonNode resource) {
            return find(resource).path("status").asText().equalsIgnoreCase(status);
        }

        @Override
        public String met() {
            return "condition met";
        }

        @Override
        public String obstacle(JsonNode resource) {
            String message = find(resource).path("message").asText();
            return message.isEmpty() ? "" : ": " + message;
        }

        private JsonNode find(JsonNode resource) {
            for (JsonNode condition : resource.at("/status/conditions")) {
                if (condition.path("type").asText().equals(type)) {
                    return condition;
                }
            }
            return resource.path("none");
        }

        @Override
        public String toString() {
            return status.equals("True") ? type : type + "=" + status;
        }
    }

    /// The resource is there no longer.
    record Gone() implements Awaited {
        @Override
        public boolean isMet(JsonNode resource) {
            return false;
        }

        @Override
        public String met() {
            return "is gone";
        }

        @Override
        public String obstacle(JsonNode resource) {
            return "";
        }

        @Override
        public String toString() {
            return "gone";
        }
    }

    /// Reads what follows `--for`.
    final class Converter implements ITypeConverter<Awaited> {
        private static final String CONDITION = "condition=";

        Converter() {}

        @Override
        public Awaited convert(String text) {
            if (text.equals("delete")) {
                return new Gone();
            }
            if (!text.startsWith(CONDITION) || text.length() == CONDITION.length()) {
                throw new TypeConversionException(
                        "'%s' is nothing to wait for, expected condition=NAME or delete"
                                .formatted(text));
            }
            String[] parts = text.substring(CONDITION.length()).split("=", 2);
            return new Condition(parts[0], parts.length == 1 ? "True" : parts[1]);
        }
    }
}
