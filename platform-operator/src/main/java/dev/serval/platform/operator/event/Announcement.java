package dev.serval.platform.operator.event;

/// Something that happened to a service.
///
/// @param severity whether somebody may have to do something
/// @param reason one word for programs
/// @param message for people
public record Announcement(Severity severity, String reason, String message) {
    /// As events of Kubernetes have it.
    public enum Severity {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
