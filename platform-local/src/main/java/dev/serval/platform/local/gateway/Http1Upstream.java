package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.ReplicaAddress;
import io.netty.channel.ChannelFuture;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The HTTP/1.1 connections of one event loop, kept alive between calls and used again, the one
/// that was used last first.
final class Http1Upstream implements Upstream {
    private final Connector connector;

    /// By port, which at one time is one replica's.
    private final IntObjectMap<Deque<Http1Connection>> idle = new IntObjectHashMap<>();

    private final Set<Http1Connection> all = new HashSet<>();

    Http1Upstream(Connector connector) {
        this.connector = connector;
    }

    @Override
    public void open(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        var free = idle.get(replica.port());
        var connection = free == null ? null : free.pollLast();
        if (connection == null) {
            openAfresh(replica, head, listener);
            return;
        }
        connection.begin(head, listener);
    }

    @Override
    public void openAfresh(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        var connection = new Http1Connection(this, replica.port());
        connector
                .connect(replica.port(), connection::attachTo)
                .addListener((ChannelFuture done) -> connected(done, connection, head, listener));
    }

    private void connected(
            ChannelFuture done,
            Http1Connection connection,
            CallHead head,
            ExchangeListener listener) {
        if (!done.isSuccess()) {
            listener.failed(
                    new ExchangeFailure.Unreachable(String.valueOf(done.cause().getMessage())));
            return;
        }
        all.add(connection);
        connection.begin(head, listener);
    }

    /// A connection whose exchange is complete.
    void free(Http1Connection connection) {
        var free = idle.get(connection.port());
        if (free == null) {
            free = new ArrayDeque<>();
            idle.put(connection.port(), free);
        }
        free.addLast(connection);
    }

    /// A connection that is gone.
    void forget(Http1Connection connection) {
        all.remove(connection);
        var free = idle.get(connection.port());
        if (free != null && free.remove(connection) && free.isEmpty()) {
            idle.remove(connection.port());
        }
    }

    @Override
    public void close() {
        Set.copyOf(all).forEach(Http1Connection::close);
    }
}
