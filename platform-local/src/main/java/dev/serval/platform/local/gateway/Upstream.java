package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.ReplicaAddress;

/// The connections of one event loop to replicas, over one version of HTTP.
interface Upstream {
    /// Begins an exchange, on a connection that is there or on a new one.
    void open(ReplicaAddress replica, CallHead head, ExchangeListener listener);

    /// Begins an exchange on a new connection: those that are there may be as broken as the one
    /// that the call was on.
    void openAfresh(ReplicaAddress replica, CallHead head, ExchangeListener listener);

    /// Ends all connections.
    void close();
}
