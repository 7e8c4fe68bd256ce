package dev.serval.platform.plan.runtime;

import java.util.Optional;

/// How clients speak to a model, in the order in which KServe prefers them.
public enum ProtocolVersion {
    V1("v1"),
    V2("v2"),
    GRPC_V1("grpc-v1"),
    GRPC_V2("grpc-v2");

    private final String label;

    ProtocolVersion(String label) {
        this.label = label;
    }

    /// As written in a resource: `grpc-v2`.
    public String label() {
        return label;
    }

    /// The version of a label.
    public static Optional<ProtocolVersion> find(String label) {
        for (ProtocolVersion version : values()) {
            if (version.label.equals(label)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /// The place of a label in KServe's order; unknown ones come last.
    static int rank(String label) {
        return find(label).map(ProtocolVersion::ordinal).orElse(values().length);
    }
}
