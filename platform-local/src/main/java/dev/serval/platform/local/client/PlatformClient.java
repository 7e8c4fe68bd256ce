package dev.serval.platform.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.platform.local.client.CallFailure.Refused;
import dev.serval.platform.local.client.CallFailure.Unreachable;
import dev.serval.platform.local.kind.ResourceType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Calls a running platform. A call that is not answered with success is a [CallFailure].
public final class PlatformClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String API = "/api/v1";
    private static final String JSON = "application/json";

    private final URI address;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public PlatformClient(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    /// What the platform says of itself.
    public JsonNode info() throws CallFailure {
        return json(get(API + "/info"));
    }

    /// The resources of a type in a namespace; in all of them where it is empty.
    public List<JsonNode> list(ResourceType type, String namespace) throws CallFailure {
        List<JsonNode> items = new ArrayList<>();
        json(get(API + "/resources/" + type.plural() + query("namespace", namespace)))
                .path("items")
                .forEach(items::add);
        return items;
    }

    public JsonNode find(ResourceName name) throws CallFailure {
        return json(get(path(name)));
    }

    /// Applies one resource.
    ///
    /// @param resource as JSON
    /// @param folder where its relative paths begin
    /// @return what it did, the warnings and the resource
    public JsonNode apply(String resource, Path folder) throws CallFailure {
        return json(
                request(API + "/resources" + query("folder", folder.toAbsolutePath().toString()))
                        .header("Content-Type", JSON)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(resource))
                        .build());
    }

    public JsonNode delete(ResourceName name) throws CallFailure {
        return json(request(path(name)).timeout(PATIENCE).DELETE().build());
    }

    public JsonNode replicas(String namespace, String service) throws CallFailure {
        return json(get(servicePath(namespace, service, "replicas")));
    }

    public JsonNode scaleHistory(String namespace, String service) throws CallFailure {
        return json(get(servicePath(namespace, service, "scale-history")));
    }

    /// The lines of the logs of a service's replicas, closed by the caller.
    public Stream<String> logs(LogRequest request) throws CallFailure {
        String path =
                servicePath(request.namespace(), request.service(), "logs")
                        + and("follow", Boolean.toString(request.isFollowed()))
                        + request.tail().map(lines -> and("tail", lines.toString())).orElse("")
                        + request.replica().map(name -> and("replica", name)).orElse("");
        return lines(request(path).GET().build());
    }

    /// Tells of what is there and of every change, until it is closed.
    ///
    /// @param name empty for all
    public EventStream watch(ResourceType type, String namespace, String name) throws CallFailure {
        String path =
                API
                        + "/watch"
                        + query("type", type.plural())
                        + and("namespace", type.namespaceOf(namespace))
                        + and("name", name);
        return new EventStream(lines(request(path).GET().build()), mapper);
    }

    /// One call of a service through the gateway.
    ///
    /// @param path from the service's root: `/v1/models/iris:predict`
    public JsonNode infer(String namespace, String service, String path, byte[] body)
            throws CallFailure {
        String target = "/serving/%s/%s%s".formatted(encoded(namespace), encoded(service), path);
        return json(
                request(target)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String path(ResourceName name) {
        return API
                + "/resources/"
                + name.type().plural()
                + "/"
                + encoded(name.name())
                + query("namespace", name.type().namespaceOf(name.namespace()));
    }

    private static String servicePath(String namespace, String service, String part) {
        return "%s/services/%s/%s%s"
                .formatted(API, encoded(service), part, query("namespace", namespace));
    }

    private static String query(String name, String value) {
        return "?" + name + "=" + encoded(value);
    }

    private static String and(String name, String value) {
        return "&" + name + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    private HttpRequest get(String path) {
        return request(path).timeout(PATIENCE).GET().build();
    }

    private JsonNode json(HttpRequest request) throws CallFailure {
        try {
            HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw refused(answer.statusCode(), answer.body());
            }
            return mapper.readTree(answer.body());
        } catch (IOException failure) {
            throw unreachable(failure);
        }
    }

    private Stream<String> lines(HttpRequest request) throws CallFailure {
        try {
            HttpResponse<Stream<String>> answer = send(request, BodyHandlers.ofLines());
            if (answer.statusCode() < 300) {
                return answer.body();
            }
            try (Stream<String> body = answer.body()) {
                String text = body.collect(Collectors.joining("\n"));
                throw refused(answer.statusCode(), text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw unreachable(failure);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Refused refused(int status, byte[] body) {
        try {
            String error = mapper.readTree(body).path("error").asText();
            if (!error.isEmpty()) {
                return new Refused(status, error);
            }
        } catch (IOException noJson) {
            return new Refused(status, "%s answered with status %d".formatted(address, status));
        }
        return new Refused(
                status,
                "%s answered with status %d: %s"
                        .formatted(address, status, new String(body, StandardCharsets.UTF_8)));
    }

    private Unreachable unreachable(IOException failure) {
        String reason = Optional.ofNullable(failure.getMessage()).orElse("no connection");
        return new Unreachable(
                "the local platform at %s does not answer (%s): does 'serval run' still run?"
                        .formatted(address, reason));
    }
}
