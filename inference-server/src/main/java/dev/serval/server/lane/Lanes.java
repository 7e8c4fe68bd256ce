package dev.serval.server.lane;

import dev.serval.server.tracing.CallTracing;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lets calls onto lanes and counts them there: Quarkus does not see these calls, so that its
/// tracing, its access log, its own metrics, its reload in dev mode and its wait for calls at the
/// end would leave them out. With one of the first four no call goes onto a lane; the last is done
/// here.
@Singleton
public class Lanes {
    private static final int BEFORE_MODELS_END = 1;

    private final Duration patience;
    private final CallsInFlight calls = new CallsInFlight();
    private volatile boolean open;

    @Inject
    Lanes(
            CallTracing tracing,
            @ConfigProperty(name = "quarkus.http.access-log.enabled", defaultValue = "false")
                    boolean isLogged,
            @ConfigProperty(
                            name = "quarkus.micrometer.binder.http-server.enabled",
                            defaultValue = "false")
                    boolean isMeasured,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> patience) {
        this.patience = patience.orElse(Duration.ZERO);
        this.open =
                !tracing.isEnabled()
                        && !isLogged
                        && !isMeasured
                        && LaunchMode.current() != LaunchMode.DEVELOPMENT;
    }

    /// Whether there may be lanes, as things are.
    public boolean areOpen() {
        return open;
    }

    /// Counts a call that begins.
    ///
    /// @return whether it may; if not, it is Vert.x's
    public boolean enter() {
        calls.began();
        if (open) {
            return true;
        }
        calls.ended();
        return false;
    }

    /// Counts a call that entered as ended.
    public void leave() {
        calls.ended();
    }

    /// How many calls have entered and not ended.
    public long callsInFlight() {
        return calls.count();
    }

    void close(@Observes ShutdownDelayInitiatedEvent event) {
        open = false;
    }

    /// Waits for the calls in flight, as Quarkus does for those that it knows of.
    void drain(@Observes @Priority(BEFORE_MODELS_END) ShutdownEvent event)
            throws InterruptedException {
        open = false;
        calls.awaitNone(patience);
    }
}
