package dev.serval.predictor.batching;

import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueuePolicy;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.server.catalog.InferCallback;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Says how a request that has come is to wait: by the rules, and by its own parameters `priority`
/// and `timeout` (in microseconds), as Triton has them.
final class Arrivals {
    private static final String PRIORITY = "priority";
    private static final String TIMEOUT = "timeout";

    private final QueueSettings queue;
    private final long patience;

    Arrivals(BatchRules rules) {
        this.queue = rules.queue();
        this.patience = rules.mode() == BatchingMode.ALWAYS ? rules.maxLatency().toNanos() : 0;
    }

    /// @throws dev.serval.inference.failure.InvalidInput if one of those parameters is no integer
    Waiting admit(
            InferRequest request, long rows, CallContext call, InferCallback callback, long now) {
        int priority = queue.priorityLevels() == 0 ? 1 : priority(request);
        return new Waiting(
                request,
                rows,
                call,
                callback,
                now,
                priority,
                timeout(queue.policy(priority), request),
                now + patience(call));
    }

    private int priority(InferRequest request) {
        OptionalLong asked = request.parameters().findWhole(PRIORITY);
        boolean exists =
                asked.isPresent()
                        && asked.getAsLong() >= 1
                        && asked.getAsLong() <= queue.priorityLevels();
        return exists ? (int) asked.getAsLong() : queue.defaultPriority();
    }

    private static long timeout(QueuePolicy policy, InferRequest request) {
        long nanos = policy.timeout().toNanos();
        if (!policy.requestsMayShorten()) {
            return nanos;
        }
        OptionalLong asked = request.parameters().findWhole(TIMEOUT);
        if (asked.isEmpty() || asked.getAsLong() <= 0) {
            return nanos;
        }
        long askedNanos = TimeUnit.MICROSECONDS.toNanos(asked.getAsLong());
        return nanos == 0 ? askedNanos : Math.min(nanos, askedNanos);
    }

    /// A request waits for others no longer than half of the time that it has.
    private long patience(CallContext call) {
        return patience == 0
                ? 0
                : Math.clamp(call.deadline().remaining().toNanos() / 2, 0, patience);
    }
}
