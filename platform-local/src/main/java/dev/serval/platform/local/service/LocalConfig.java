package dev.serval.platform.local.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How the local platform runs services.
@ConfigMapping(prefix = "serval.local")
interface LocalConfig {
    /// The port on which the gateway answers.
    @WithDefault("8080")
    int port();

    /// The folder that holds what was applied; `serval` below the user's folder for state by
    /// default.
    Optional<Path> state();

    /// How many calls may wait for a place at each revision.
    @WithDefault("1000")
    int queue();

    /// How the number of replicas is found.
    Scaling scaling();

    /// How replicas are treated.
    Replicas replicas();

    /// The models that replicas fetch.
    Models models();

    /// How long a revision may take to become ready before it is called failed.
    @WithDefault("10m")
    Duration progressDeadline();

    /// How long a revision that nothing needs still answers.
    @WithDefault("1s")
    Duration linger();

    /// How the number of replicas is found: Knative's settings, with Knative's defaults.
    interface Scaling {
        /// How often it is decided.
        @WithDefault("2s")
        Duration tick();

        /// What is averaged in quiet times.
        @WithDefault("60s")
        Duration stableWindow();

        /// What is averaged to notice a burst; a tenth of the stable window by default.
        Optional<Duration> panicWindow();

        /// How many times as much as all replicas can take is a burst.
        @WithDefault("2")
        double panicThreshold();

        /// How many times as many replicas there may be after one decision.
        @WithDefault("1000")
        double maxScaleUpRate();

        /// How many times as few replicas there may be after one decision.
        @WithDefault("2")
        double maxScaleDownRate();

        /// How long the last replica stays after the stable window was empty.
        @WithDefault("30s")
        Duration scaleToZeroGrace();

        /// The most replicas where a service names no maximum; as many as there are processors, and
        /// four at least, by default.
        OptionalInt limit();
    }

    /// The models that replicas fetch.
    interface Models {
        /// The folder in which they are kept for the next replica; `serval/models` below the user's
        /// folder for caches by default.
        Optional<Path> dir();

        /// How much it holds. Models in use are kept in any case.
        @WithDefault("20G")
        String size();
    }

    /// How replicas are treated.
    interface Replicas {
        /// How long a replica that is no longer wanted may finish what it works on.
        @WithDefault("30s")
        Duration drainTime();

        /// How long a program that was told to end may take before it is killed.
        @WithDefault("10s")
        Duration endTime();

        /// How long the second restart in a row waits; the first does not, and each further one
        /// waits twice as long.
        @WithDefault("10s")
        Duration firstBackOff();

        /// The longest that a restart waits.
        @WithDefault("5m")
        Duration longestBackOff();

        /// A replica that was ready for so long is restarted at once again.
        @WithDefault("1m")
        Duration healthyAfter();
    }
}
