package dev.serval.platform.local.service;

import dev.serval.platform.local.capacity.Admission;
import dev.serval.platform.local.capacity.NoPlace;
import dev.serval.platform.local.capacity.Place;
import dev.serval.platform.local.capacity.PlaceRequest;
import dev.serval.platform.local.routing.Destination;
import dev.serval.platform.local.routing.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sends calls the way the gateway does: by the routes, with a place, to a replica. A revision that
/// has gone meanwhile is looked for again.
final class EchoClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Routes routes;
    private final HttpClient http = HttpClient.newHttpClient();

    EchoClient(Routes routes) {
        this.routes = routes;
    }

    /// What the service answers.
    String call() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 10; attempt++) {
            Place place = place();
            if (place != null) {
                try {
                    return answer(place.replica().port());
                } finally {
                    place.release();
                }
            }
        }
        throw new IOException("no revision gave a place");
    }

    /// A place at a replica; null where the revision has gone.
    private @Nullable Place place() throws IOException {
        Destination destination = routes.find("iris.default.localhost", "/");
        if (!(destination instanceof Destination.ToRevision to)) {
            throw new IOException(destination.toString());
        }
        Admission admission = to.share().admission();
        Place place = admission.find();
        return place == null ? waited(admission) : place;
    }

    private static @Nullable Place waited(Admission admission) throws IOException {
        CompletableFuture<Place> granted = new CompletableFuture<>();
        CompletableFuture<NoPlace> refused = new CompletableFuture<>();
        admission.await(
                PATIENCE,
                new PlaceRequest() {
                    @Override
                    public void granted(Place place) {
                        granted.complete(place);
                    }

                    @Override
                    public void refused(NoPlace reason) {
                        refused.complete(reason);
                    }
                });
        Object decision = CompletableFuture.anyOf(granted, refused).join();
        if (decision instanceof Place place) {
            return place;
        }
        if (decision instanceof NoPlace.Retired) {
            return null;
        }
        throw new IOException(decision.toString());
    }

    private String answer(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                        .timeout(PATIENCE)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
