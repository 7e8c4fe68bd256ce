package dev.serval.storage.retry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits between attempts: exponentially longer, and by chance shorter ("full jitter"), so that
/// many replicas that failed together do not come back together.
public final class Backoff {
    /// Lets time pass.
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final RetryPolicy policy;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    public Backoff(RetryPolicy policy, RandomGenerator random, Sleeper sleeper) {
        this.policy = policy;
        this.random = random;
        this.sleeper = sleeper;
    }

    public int attempts() {
        return policy.attempts();
    }

    /// Waits before the next attempt.
    ///
    /// @param failed how many attempts failed so far, at least 1
    /// @param failure why the last one did; a [RetryLater] is waited for
    public void pause(int failed, IOException failure) throws InterruptedIOException {
        try {
            sleeper.sleep(pauseAfter(failed, failure));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two attempts");
        }
    }

    Duration pauseAfter(int failed, IOException failure) {
        if (failure instanceof RetryLater later) {
            Duration asked = later.after();
            return asked.compareTo(policy.longest()) > 0 ? policy.longest() : asked;
        }
        long longest = policy.longest().toMillis();
        long ceiling = Math.min(longest, policy.first().toMillis() << Math.min(failed - 1, 20));
        return Duration.ofMillis(random.nextLong(Math.max(ceiling, 0) + 1));
    }
}
