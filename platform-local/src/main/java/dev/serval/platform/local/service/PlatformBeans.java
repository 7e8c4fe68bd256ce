package dev.serval.platform.local.service;

import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.loop.ThreadedEventLoop;
import dev.serval.platform.local.program.LocalProgramStarter;
import dev.serval.platform.local.program.ProgramCommands;
import dev.serval.platform.local.program.SharedModels;
import dev.serval.platform.local.replica.ReplicaSettings;
import dev.serval.platform.local.revision.Capacity;
import dev.serval.platform.local.revision.Machine;
import dev.serval.platform.local.revision.RevisionSettings;
import dev.serval.platform.local.routing.RouteTable;
import dev.serval.platform.local.scaling.AutoscalerSettings;
import dev.serval.platform.local.state.StateFolder;
import dev.serval.platform.local.state.StateLocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Puts the local platform together by its configuration.
@ApplicationScoped
class PlatformBeans {
    private static final int FEWEST_LIMIT = 4;

    private final ThreadedEventLoop loop = new ThreadedEventLoop("platform", Clock.systemUTC());
    private final ScheduledExecutorService patience =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("patience").daemon().factory());
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("state").daemon().factory());

    /// @throws IOException if the state folder is in use or cannot be read
    @Produces
    @Singleton
    StateFolder state(LocalConfig config) throws IOException {
        return StateFolder.open(
                config.state().orElseGet(() -> StateLocation.of(System.getenv(), home())));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    void close(@Disposes StateFolder state) throws IOException {
        state.close();
    }

    /// @throws IOException if the state folder cannot be read
    @Produces
    @Singleton
    LocalPlatform platform(LocalConfig config, StateFolder state, RouteTable routes)
            throws IOException {
        Machine machine =
                new Machine(
                        loop,
                        new LocalProgramStarter(
                                ProgramCommands.of(System.getenv()), models(config.models())),
                        (_, concurrency) -> capacity(concurrency, config.queue()));
        return new RunningPlatform(state, writer, machine, routes, settings(config));
    }

    void close(@Disposes LocalPlatform platform) {
        platform.close();
        loop.close();
        patience.shutdownNow();
        writer.close();
    }

    private Capacity capacity(long concurrency, int queue) {
        RevisionCapacity capacity =
                new RevisionCapacity(new CapacityLimits(concurrency, queue), patience);
        return new Capacity(capacity, capacity);
    }

    private static SharedModels models(LocalConfig.Models config) {
        Path folder = config.dir().orElseGet(() -> SharedModels.location(System.getenv(), home()));
        return new SharedModels(folder.toAbsolutePath(), config.size());
    }

    private static ServiceSettings settings(LocalConfig config) {
        LocalConfig.Replicas replicas = config.replicas();
        return new ServiceSettings(
                config.port(),
                config.scaling().tick(),
                new RevisionSettings(
                        new ReplicaSettings(
                                replicas.drainTime(),
                                replicas.endTime(),
                                replicas.firstBackOff(),
                                replicas.longestBackOff(),
                                replicas.healthyAfter()),
                        autoscaler(config.scaling()),
                        config.progressDeadline(),
                        config.linger()));
    }

    private static AutoscalerSettings autoscaler(LocalConfig.Scaling scaling) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new AutoscalerSettings(
                scaling.stableWindow(),
                scaling.panicWindow()
                        .orElse(AutoscalerSettings.panicWindowOf(scaling.stableWindow())),
                scaling.panicThreshold(),
                scaling.maxScaleUpRate(),
                scaling.maxScaleDownRate(),
                scaling.scaleToZeroGrace(),
                scaling.limit().orElse(Math.max(FEWEST_LIMIT, processors)));
    }
}
