package dev.serval.storage.web;

import dev.serval.storage.retry.Backoff;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// Sends requests and follows redirects. Each transfer has a connection of its own, for one that is
/// shared by several, as HTTP/2 does, is no faster and stops them together.
public final class WebClient {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration HEADERS = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient client;
    private final Backoff backoff;

    private WebClient(HttpClient client, Backoff backoff) {
        this.client = client;
        this.backoff = backoff;
    }

    /// A client that trusts the [Authorities] of the environment.
    public static WebClient of(StoreAccess access) throws SettingException {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT);
        builder.sslContext(
                Authorities.context(access)
                        .orElseGet(() -> new LazyContext(SSLContext::getDefault)));
        Backoff backoff = new Backoff(access.retry(), RandomGenerator.getDefault(), Thread::sleep);
        return new WebClient(builder.build(), backoff);
    }

    Backoff backoff() {
        return backoff;
    }

    /// One answer, at the end of all redirects. The credential is shown to the asked host alone.
    HttpResponse<InputStream> exchange(WebRequest request, WebCredential credential)
            throws IOException, StorageException, AstrayException {
        WebRequest next = request;
        List<URI> way = new ArrayList<>();
        way.add(request.uri());
        while (true) {
            boolean isHome = isSameOrigin(request.uri(), next.uri());
            HttpResponse<InputStream> response = send(isHome ? credential.authorize(next) : next);
            if (!isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            next = redirected(request, response, way);
        }
    }

    private static WebRequest redirected(
            WebRequest request, HttpResponse<InputStream> response, List<URI> way)
            throws AstrayException {
        URI from = way.getLast();
        URI to = target(from, response);
        if (from.getScheme().equals("https") && !Objects.equals(to.getScheme(), "https")) {
            throw new AstrayException(
                    "%s redirects to %s, which is not encrypted".formatted(shown(from), shown(to)));
        }
        if (way.contains(to)) {
            throw new AstrayException(
                    "%s redirects in a circle: %s"
                            .formatted(shown(way.getFirst()), circle(way, to)));
        }
        if (way.size() > MOST_REDIRECTS) {
            throw new AstrayException(
                    "%s redirects more than %d times, at last to %s"
                            .formatted(shown(way.getFirst()), MOST_REDIRECTS, shown(to)));
        }
        way.add(to);
        return isSameOrigin(request.uri(), to) || request.method().equals("GET")
                ? request.to(to)
                : WebRequest.read(to);
    }

    private static URI target(URI from, HttpResponse<?> response) throws AstrayException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI to = from.resolve(location);
            if (!location.isBlank()
                    && to.getHost() != null
                    && List.of("http", "https").contains(to.getScheme())) {
                return to;
            }
        } catch (IllegalArgumentException noUri) {
            // Told below, like all other places that are none.
        }
        throw new AstrayException(
                "%s answered %d, which redirects to '%s', expected an address"
                        .formatted(
                                shown(from),
                                response.statusCode(),
                                dev.serval.storage.source.Shown.text(location)));
    }

    private static String circle(List<URI> way, URI to) {
        StringBuilder text = new StringBuilder();
        for (URI step : way.subList(way.indexOf(to), way.size())) {
            text.append(shown(step)).append(" -> ");
        }
        return text.append(shown(to)).toString();
    }

    private HttpResponse<InputStream> send(WebRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(HEADERS);
        request.headers().forEach(builder::setHeader);
        builder.method(
                request.method(),
                request.body().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(request.bytes()));
        try {
            return client.send(builder.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    static boolean isSameOrigin(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme())
                && one.getPort() == other.getPort()
                && one.getHost()
                        .toLowerCase(Locale.ROOT)
                        .equals(other.getHost().toLowerCase(Locale.ROOT));
    }

    /// An address as a message may show it: a query may hold a signature.
    static String shown(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?…";
        return "%s://%s%s%s"
                .formatted(
                        uri.getScheme(),
                        authority(uri),
                        Objects.requireNonNullElse(uri.getRawPath(), ""),
                        query);
    }

    private static String authority(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
