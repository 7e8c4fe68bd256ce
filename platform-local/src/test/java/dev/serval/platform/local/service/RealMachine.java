package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.loop.ThreadedEventLoop;
import dev.serval.platform.local.program.EchoProgram;
import dev.serval.platform.local.program.LocalProgramStarter;
import dev.serval.platform.local.program.ProgramCommands;
import dev.serval.platform.local.program.SharedModels;
import dev.serval.platform.local.replica.ReplicaSettings;
import dev.serval.platform.local.revision.Capacity;
import dev.serval.platform.local.revision.Machine;
import dev.serval.platform.local.revision.RevisionSettings;
import dev.serval.platform.local.routing.Routes;
import dev.serval.platform.local.scaling.AutoscalerSettings;
import dev.serval.platform.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/// A platform whose replicas are real processes of a program that echoes.
final class RealMachine implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final ReplicaSettings REPLICAS =
            new ReplicaSettings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));
    private static final AutoscalerSettings AUTOSCALER =
            new AutoscalerSettings(
                    Duration.ofSeconds(1), Duration.ofMillis(300), 2, 1000, 2, Duration.ZERO, 3);

    private static final List<String> VERSIONS = List.of("1", "2", "3", "4");

    final Routes routes = new Routes(bound -> ThreadLocalRandom.current().nextInt(bound));
    private final ThreadedEventLoop loop = new ThreadedEventLoop("platform", Clock.systemUTC());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final StateFolder state;
    private final Path home;
    final RunningPlatform platform;

    /// @param folder where the state is, and beside it the models
    RealMachine(Path folder) throws IOException {
        state = StateFolder.open(folder);
        home = folder.resolve("models");
        for (String version : VERSIONS) {
            Files.createDirectories(home.resolve("iris").resolve(version));
        }
        Machine machine =
                new Machine(
                        loop,
                        new LocalProgramStarter(
                                ProgramCommands.of(commands()),
                                new SharedModels(folder.resolve("cache"), "1G")),
                        (_, limit) -> capacity(limit));
        platform =
                new RunningPlatform(
                        state,
                        Runnable::run,
                        machine,
                        routes,
                        new ServiceSettings(
                                8080,
                                TICK,
                                new RevisionSettings(
                                        REPLICAS,
                                        AUTOSCALER,
                                        Duration.ofMinutes(1),
                                        Duration.ofMillis(300))));
    }

    private static Map<String, String> commands() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                String.join(
                        "\n",
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes().toString(),
                        EchoProgram.class.getName());
        return Map.of("SERVAL_PREDICTOR_COMMAND", command, "SERVAL_TRANSFORMER_COMMAND", command);
    }

    private static Path classes() {
        return Path.of(
                EchoProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private Capacity capacity(long limit) {
        RevisionCapacity capacity = new RevisionCapacity(new CapacityLimits(limit, 1000), timer);
        return new Capacity(capacity, capacity);
    }

    void apply(String yaml) {
        platform.apply(FakeMachine.read(yaml), home);
    }

    List<ReplicaView> replicas() {
        return platform.replicas(FakeMachine.IRIS);
    }

    boolean isReady() {
        InferenceService iris = (InferenceService) platform.find(FakeMachine.IRIS).orElseThrow();
        return iris.reported().conditions().stream()
                .anyMatch(it -> it.type().equals("Ready") && it.status().equals("True"));
    }

    @Override
    public void close() throws IOException {
        platform.close();
        loop.close();
        timer.shutdownNow();
        state.close();
    }
}
