package dev.serval.server.inference;

/// The protocol a call came in, as metrics name it.
public enum WireProtocol {
    V1("v1"),
    V2("v2"),
    GRPC("grpc-v2");

    private final String label;

    WireProtocol(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
