package dev.serval.server.routing;

/// The places of Serval's routes among Quarkus's.
public final class RouteOrder {
    /// Before all else, dev mode's reload check among them.
    public static final int FIRST = Integer.MIN_VALUE;

    /// Inference calls: after dev mode's reload check and any body handler, before all else.
    public static final int INFERENCE = Integer.MIN_VALUE + 2;

    private RouteOrder() {}
}
