package dev.serval.platform.local.startup;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.local.client.PlatformAddress;
import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ResourceEvent;
import dev.serval.platform.local.gateway.Gateway;
import dev.serval.platform.local.gateway.PortInUseException;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.progress.ProgressBoard;
import dev.serval.platform.local.progress.Screen;
import dev.serval.platform.local.progress.ServiceWatch;
import dev.serval.platform.local.progress.Stage;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The course of a platform: it applies what it was started with, shows how far it is, and when it
/// is told to end it drains what runs.
public class LocalApplication implements QuarkusApplication {
    private static final int PICTURE_MILLIS = 100;

    private final LocalPlatform platform;
    private final Gateway gateway;
    private final HttpServer server;
    private final StartConfig config;
    private final ProgressBoard board;
    private final ServiceWatch watch;
    private final String version;

    LocalApplication(
            LocalPlatform platform,
            Gateway gateway,
            HttpServer server,
            StartConfig config,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.platform = platform;
        this.gateway = gateway;
        this.server = server;
        this.config = config;
        this.version = version;
        Screen screen = ProcessScreen.open();
        Hints hints = new Hints(platform, config.port());
        this.board = new ProgressBoard(screen, Clock.systemUTC());
        this.watch = new ServiceWatch(board, screen.style(), hints::of);
    }

    @Override
    public int run(String... args) throws IOException, PortInUseException {
        ScheduledExecutorService shows = Executors.newSingleThreadScheduledExecutor();
        try (var _ = platform.watch(event -> shows.execute(() -> show(event)))) {
            URI address = URI.create("http://localhost:" + gateway.open(server.getPort()));
            board.say("serval %s on %s".formatted(version, address), "");
            PlatformAddress.publish(config.state(), address);
            Set<String> begun = begin(Order.fromArguments(args));
            shows.execute(() -> showOthers(begun));
            var unused =
                    shows.scheduleAtFixedRate(
                            new Wheel(board)::turn,
                            PICTURE_MILLIS,
                            PICTURE_MILLIS,
                            TimeUnit.MILLISECONDS);
            Quarkus.waitForExit();
        } finally {
            shows.shutdownNow();
            end();
        }
        return 0;
    }

    /// Applies what the platform was started with: what services use before the services.
    ///
    /// @return the names of its services
    private Set<String> begin(List<Order> orders) {
        orders.stream().filter(order -> order.service().isEmpty()).forEach(this::apply);
        Set<String> services = new HashSet<>();
        for (Order order : orders) {
            order.service()
                    .ifPresent(service -> {
                        services.add(ServiceWatch.name(service));
                        board.begin(ServiceWatch.name(service));
                        apply(order);
                    });
        }
        return services;
    }

    private void apply(Order order) {
        ApplyOutcome outcome = platform.apply(order.resource(), order.folder());
        switch (outcome) {
            case ApplyOutcome.Applied applied -> warn(order, applied);
            case ApplyOutcome.Refused refused -> refused(order, refused.message());
        }
    }

    private void refused(Order order, String message) {
        String text = "%s: %s".formatted(order.where(), message);
        order.service()
                .ifPresentOrElse(
                        service -> board.failed(ServiceWatch.name(service), text),
                        () -> board.say(text));
    }

    /// Tells the warnings, but for those that the service's own failure tells too.
    private void warn(Order order, ApplyOutcome.Applied applied) {
        String failure =
                applied.resource() instanceof InferenceService service
                                && Stage.of(service) instanceof Stage.Failed(String message)
                        ? message
                        : null;
        applied.warnings().stream()
                .filter(warning -> failure == null || !warning.contains(failure))
                .forEach(warning -> board.say("%s: warning: %s".formatted(order.where(), warning)));
    }

    /// Shows the services that were applied when the platform ran before.
    private void showOthers(Set<String> begun) {
        String kind = ResourceType.INFERENCE_SERVICE.kind();
        platform.list(kind, "").stream()
                .filter(InferenceService.class::isInstance)
                .map(InferenceService.class::cast)
                .filter(service -> !begun.contains(ServiceWatch.name(service)))
                .forEach(service -> {
                    board.news(ServiceWatch.name(service), "is here from before");
                    watch.changed(service);
                });
    }

    private void show(ResourceEvent event) {
        if (!(event.resource() instanceof InferenceService service)) {
            return;
        }
        switch (event.type()) {
            case ADDED, MODIFIED -> watch.changed(service);
            case DELETED -> watch.deleted(service);
        }
    }

    private void end() throws IOException {
        board.say("", "stopping: what was accepted is answered first");
        PlatformAddress.retract(config.state());
        gateway.close();
        platform.close();
        board.say("stopped");
    }
}
