package dev.serval.platform.local.gateway;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The calls of one event loop, and the watch on their deadlines. One timer looks after all: a
/// timer for each would cost more than a small call's way.
final class ActiveCalls {
    private static final long TICK_MILLIS = 20;

    private final EventLoop eventLoop;
    private final List<Call> calls = new ArrayList<>();
    private Runnable whenNone = () -> {};
    private boolean isWatching;

    ActiveCalls(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    void add(Call call) {
        call.index = calls.size();
        calls.add(call);
        watch();
    }

    int count() {
        return calls.size();
    }

    void remove(Call call) {
        var last = calls.removeLast();
        if (last != call) {
            calls.set(call.index, last);
            last.index = call.index;
        }
        if (calls.isEmpty()) {
            whenNone.run();
        }
    }

    /// Runs `action` as soon as there is no call.
    void whenNone(Runnable action) {
        whenNone = action;
        if (calls.isEmpty()) {
            action.run();
        }
    }

    private void watch() {
        if (!isWatching) {
            isWatching = true;
            eventLoop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        isWatching = false;
        long now = System.nanoTime();
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (i < calls.size()) {
                calls.get(i).expireBy(now);
            }
        }
        if (!calls.isEmpty()) {
            watch();
        }
    }
}
