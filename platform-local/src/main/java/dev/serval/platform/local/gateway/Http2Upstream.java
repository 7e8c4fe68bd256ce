package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.ReplicaAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The HTTP/2 connections of one event loop, by port, which at one time is one replica's. Calls
/// share a connection as far as the replica lets them, and wait for another where it does not.
final class Http2Upstream implements Upstream {
    private static final int MOST_CONNECTIONS = 32;

    private final EventLoop eventLoop;
    private final Connector connector;
    private final IntObjectMap<Links> replicas = new IntObjectHashMap<>();

    /// A call that waits for a connection.
    private record Waiting(CallHead head, ExchangeListener listener) {}

    /// The connections to one replica.
    private static final class Links {
        final List<Http2Link> links = new ArrayList<>();
        final Deque<Waiting> waiting = new ArrayDeque<>();
        @Nullable Http2Link connecting;
        boolean isRefused;

        @Nullable Http2Link findRoom() {
            for (var link : links) {
                if (link.hasRoom()) {
                    return link;
                }
            }
            return null;
        }
    }

    Http2Upstream(EventLoop eventLoop, Connector connector) {
        this.eventLoop = eventLoop;
        this.connector = connector;
    }

    private Links of(int port) {
        var known = replicas.get(port);
        if (known == null) {
            known = new Links();
            replicas.put(port, known);
        }
        return known;
    }

    /// Whether a call may go to a replica over a connection that is there. If not, and nothing
    /// speaks against it, there soon will be one.
    boolean isAtHand(ReplicaAddress replica) {
        var links = of(replica.port());
        if (links.findRoom() != null) {
            return true;
        }
        if (!links.isRefused) {
            connect(replica.port(), links);
        }
        return false;
    }

    @Override
    public void open(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        var links = of(replica.port());
        var link = links.waiting.isEmpty() ? links.findRoom() : null;
        if (link != null) {
            link.begin(head, listener);
            return;
        }
        links.waiting.add(new Waiting(head, listener));
        connect(replica.port(), links);
    }

    /// A connection that broke leaves before its exchanges are told, so none is used again; the
    /// next turn of the event loop keeps a call from following itself.
    @Override
    public void openAfresh(ReplicaAddress replica, CallHead head, ExchangeListener listener) {
        eventLoop.execute(() -> open(replica, head, listener));
    }

    private void connect(int port, Links links) {
        if (links.connecting != null || links.links.size() >= MOST_CONNECTIONS) {
            return;
        }
        var link = new Http2Link(this, port);
        links.connecting = link;
        connector
                .connect(port, link::attachTo)
                .addListener((ChannelFuture done) -> connected(done, link, links));
    }

    private void connected(ChannelFuture done, Http2Link link, Links links) {
        if (done.isSuccess()) {
            links.links.add(link);
            return;
        }
        refuse(links, String.valueOf(done.cause().getMessage()));
    }

    private static void refuse(Links links, String reason) {
        links.connecting = null;
        links.isRefused = true;
        var failed = new ArrayDeque<>(links.waiting);
        links.waiting.clear();
        failed.forEach(call -> call.listener().failed(new ExchangeFailure.Unreachable(reason)));
    }

    /// Begins what waits, as far as there is room: a connection is ready, or a stream ended.
    void hasRoom(int port) {
        var links = replicas.get(port);
        if (links == null) {
            return;
        }
        if (links.connecting != null && links.connecting.isReady()) {
            links.connecting = null;
            links.isRefused = false;
        }
        while (!links.waiting.isEmpty()) {
            var link = links.findRoom();
            if (link == null) {
                connect(port, links);
                return;
            }
            var next = links.waiting.removeFirst();
            link.begin(next.head(), next.listener());
        }
    }

    /// A connection that is gone.
    void forget(Http2Link link) {
        var links = of(link.port());
        links.links.remove(link);
        if (links.connecting == link) {
            refuse(links, "the replica ended the connection before HTTP/2 began");
        } else if (!links.waiting.isEmpty() && links.links.isEmpty()) {
            connect(link.port(), links);
        }
        if (links.links.isEmpty() && links.waiting.isEmpty() && !links.isRefused) {
            replicas.remove(link.port());
        }
    }

    @Override
    public void close() {
        for (var links : List.copyOf(replicas.values())) {
            List.copyOf(links.links).forEach(Http2Link::close);
        }
    }
}
