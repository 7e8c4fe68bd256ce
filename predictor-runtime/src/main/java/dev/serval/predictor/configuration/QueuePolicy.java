package dev.serval.predictor.configuration;

import java.time.Duration;

/// How requests of one priority wait.
///
/// @param maxSize how many may wait; 0 for as many as the process lets wait
/// @param timeout how long one may wait; zero for as long as its deadline allows
/// @param action what becomes of one that has waited longer
/// @param requestsMayShorten whether a request's own parameter `timeout` counts where it is less
public record QueuePolicy(
        int maxSize, Duration timeout, TimeoutAction action, boolean requestsMayShorten) {
    /// What holds where a model says nothing.
    public static final QueuePolicy DEFAULT =
            new QueuePolicy(0, Duration.ZERO, TimeoutAction.REJECT, false);

    /// What becomes of a request that has waited longer than it may.
    public enum TimeoutAction {
        /// It fails.
        REJECT,
        /// It comes after all others of its priority.
        DELAY
    }
}
