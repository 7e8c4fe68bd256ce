package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.NoPlace;
import dev.serval.platform.local.capacity.Place;
import dev.serval.platform.local.capacity.PlaceRequest;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.loop.ManualLoop;
import dev.serval.platform.local.program.FakePrograms;
import dev.serval.platform.local.replica.ReplicaSettings;
import dev.serval.platform.local.revision.Capacity;
import dev.serval.platform.local.revision.Machine;
import dev.serval.platform.local.revision.RevisionSettings;
import dev.serval.platform.local.routing.ComponentRoute;
import dev.serval.platform.local.routing.RevisionShare;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.local.scaling.AutoscalerSettings;
import dev.serval.platform.local.state.StateFolder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// A platform on a machine without processes and with a clock of its own.
final class FakeMachine implements AutoCloseable {
    static final ResourceKey IRIS = new ResourceKey("InferenceService", "default", "iris");
    static final Path FOLDER = Path.of("/home/ada/models");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    ManualLoop loop = new ManualLoop(Instant.parse("2026-01-01T00:00:00Z"));
    final FakePrograms programs = new FakePrograms();
    private final Path state;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, RevisionCapacity> capacities = new HashMap<>();
    private List<ServiceRoute> routes = List.of();
    private @Nullable StateFolder folder;
    private @Nullable RunningPlatform platform;

    FakeMachine(Path state) {
        this.state = state;
    }

    /// Starts the platform, or starts it anew as after it was killed.
    RunningPlatform start() throws IOException {
        if (folder != null) {
            folder.close();
            loop = new ManualLoop(loop.now());
        }
        folder = StateFolder.open(state);
        Machine machine =
                new Machine(loop, programs, (revision, limit) -> capacity(revision, limit));
        RevisionSettings settings =
                new RevisionSettings(
                        ReplicaSettings.DEFAULT,
                        AutoscalerSettings.knative(8),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(1));
        platform =
                new RunningPlatform(
                        folder,
                        Runnable::run,
                        machine,
                        this::publish,
                        new ServiceSettings(8080, Duration.ofSeconds(2), settings));
        return platform;
    }

    private void publish(Collection<ServiceRoute> published) {
        routes = List.copyOf(published);
    }

    private Capacity capacity(String revision, long limit) {
        RevisionCapacity capacity =
                new RevisionCapacity(new CapacityLimits(limit, 1000), timer, () -> loop.nanoTime());
        capacities.put(revision, capacity);
        return new Capacity(capacity, capacity);
    }

    RunningPlatform platform() {
        return Objects.requireNonNull(platform);
    }

    ApplyOutcome apply(String yaml) {
        return platform().apply(read(yaml), FOLDER);
    }

    static HasMetadata read(String yaml) {
        ResourceFile file = new ResourceReader().read("test.yaml", yaml);
        if (!file.problems().isEmpty()) {
            throw new AssertionError(file.problems());
        }
        return file.resources().getFirst().resource();
    }

    InferenceService iris() {
        return (InferenceService) platform().find(IRIS).orElseThrow();
    }

    /// `True`, or `Status Reason: message`.
    String condition(String type) {
        Condition found =
                iris().reported().conditions().stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst()
                        .orElseThrow();
        return found.reason() == null
                ? found.status()
                : "%s %s: %s".formatted(found.status(), found.reason(), found.message());
    }

    /// The predictor's traffic in its status: `iris-predictor-00001 100`.
    List<String> traffic() {
        return iris().reported().component("predictor").traffic().stream()
                .map(FakeMachine::shown)
                .toList();
    }

    private static String shown(TrafficTarget target) {
        String tag = target.tag() == null ? "" : " " + target.tag();
        return target.revisionName() + " " + target.percent() + tag;
    }

    /// The predictor's shares in the routes: `iris-predictor-00001 100`.
    List<String> shares() {
        return predictor().shares().stream()
                .map(share ->
                        share.revision()
                                + " "
                                + share.percent()
                                + (share.tag() == null ? "" : " " + share.tag()))
                .toList();
    }

    ServiceRoute route() {
        return routes.stream()
                .filter(route -> route.name().equals("iris"))
                .findFirst()
                .orElseThrow();
    }

    private ComponentRoute predictor() {
        return route().components().getFirst();
    }

    /// A call to the service, which goes by the first share that gets any.
    Call call() {
        RevisionShare share =
                predictor().shares().stream()
                        .filter(it -> it.percent() > 0)
                        .findFirst()
                        .orElseThrow();
        return new Call(share);
    }

    /// The states of the replicas: `iris-predictor-00001-a ready`.
    List<String> replicas() {
        return platform().replicas(IRIS).stream()
                .map(replica -> replica.name() + " " + replica.state())
                .toList();
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        if (folder != null) {
            folder.close();
        }
    }

    /// A call that has a place, waits for one or was refused.
    static final class Call implements PlaceRequest {
        private final List<NoPlace> refusals = new ArrayList<>();
        private @Nullable Place place;

        private Call(RevisionShare share) {
            place = share.admission().find();
            if (place == null) {
                share.admission().await(PATIENCE, this);
            }
        }

        @Override
        public void granted(Place granted) {
            place = granted;
        }

        @Override
        public void refused(NoPlace reason) {
            refusals.add(reason);
        }

        /// The replica that works on it, `waiting`, or why it was refused.
        String at() {
            if (!refusals.isEmpty()) {
                return refusals.getFirst().toString();
            }
            return place == null ? "waiting" : place.replica().replica();
        }

        void end() {
            Objects.requireNonNull(place).release();
        }
    }
}
