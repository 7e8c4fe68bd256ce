package dev.serval.platform.local.gateway;

/// The gateway cannot listen: another program does.
public final class PortInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortInUseException(int port, Throwable cause) {
        super("port %d is in use by another program".formatted(port), cause);
        this.port = port;
    }

    /// The port that is taken.
    public int port() {
        return port;
    }
}
