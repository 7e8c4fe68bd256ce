package dev.serval.platform.local.startup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.plan.service.ServiceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a user can do with a service that answers: its URL, and a call to paste.
final class Hints {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final LocalPlatform platform;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    Hints(LocalPlatform platform, int port) {
        this.platform = platform;
        this.port = port;
    }

    List<String> of(InferenceService service) {
        List<String> hints = new ArrayList<>();
        String url = service.reported().url();
        if (url != null) {
            hints.add(url);
        }
        ServiceId id = ServiceId.of(service);
        String call =
                metadata(id)
                        .flatMap(text -> sample(id.name(), text))
                        .orElseGet(() -> "/v2/models/" + id.name());
        hints.add(
                "curl localhost:%d/serving/%s/%s%s"
                        .formatted(port, id.namespace(), id.name(), call));
        return hints;
    }

    private static Optional<String> sample(String model, String metadata) {
        try {
            return SampleCall.of(model, new ObjectMapper().readTree(metadata));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /// The model's metadata, asked of a replica past the gateway, which would count the call.
    private Optional<String> metadata(ServiceId id) {
        ResourceKey key =
                new ResourceKey(ResourceType.INFERENCE_SERVICE.kind(), id.namespace(), id.name());
        return platform.replicas(key).stream()
                .filter(replica ->
                        replica.state().equals("ready") && replica.component().equals("predictor"))
                .findFirst()
                .flatMap(replica -> metadata(replica, id.name()));
    }

    private Optional<String> metadata(ReplicaView replica, String model) {
        URI uri = URI.create("http://127.0.0.1:%d/v2/models/%s".formatted(replica.port(), model));
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
