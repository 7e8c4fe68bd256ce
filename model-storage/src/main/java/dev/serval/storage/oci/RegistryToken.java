package dev.serval.storage.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a registry wants to see, which it says when it is first asked ("Token Authentication
/// Specification"): nothing, the login itself, or a token that another server hands out for it.
final class RegistryToken implements WebCredential {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Duration EARLY = Duration.ofSeconds(20);
    private static final long SHORTEST_LIFE = 60;

    private final StorageUri uri;
    private final WebCredential login;
    private final String scope;
    private final WebClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WebCredential shown;
    private Instant end = Instant.MAX;

    /// @param uri of the model that is wanted of the registry
    RegistryToken(StorageUri uri, WebCredential login, String scope, WebClient client) {
        this.uri = uri;
        this.login = login;
        this.scope = scope;
        this.client = client;
    }

    @Override
    public String source() {
        return login.source();
    }

    @Override
    public String told() {
        return login.told();
    }

    @Override
    public WebRequest authorize(WebRequest request) throws IOException, StorageException {
        lock.lock();
        try {
            WebCredential known = shown;
            if (known == null || Instant.now().isAfter(end)) {
                known = ask(request.uri());
                shown = known;
            }
            return known.authorize(request);
        } finally {
            lock.unlock();
        }
    }

    private WebCredential ask(URI address) throws IOException, StorageException {
        WebStore registry = store(address, WebCredential.ANONYMOUS);
        HttpResponse<InputStream> answer =
                registry.exchange(WebRequest.read(address.resolve("/v2/")));
        answer.body().close();
        end = Instant.MAX;
        if (answer.statusCode() != 401) {
            return login;
        }
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
        Optional<String> realm = parameter(challenge, "realm");
        return challenge.regionMatches(true, 0, "Bearer", 0, 6) && realm.isPresent()
                ? token(registry, challenge, realm.get())
                : login;
    }

    private WebCredential token(WebStore registry, String challenge, String realm)
            throws StorageException {
        String service =
                parameter(challenge, "service")
                        .map(name -> "&service=" + Percent.encode(name))
                        .orElse("");
        String before = realm.contains("?") ? "&" : "?";
        URI address;
        try {
            address = URI.create(realm + before + "scope=" + Percent.encode(scope) + service);
        } catch (IllegalArgumentException broken) {
            throw registry.because(
                    "it sends for a token to '%s', which is no address".formatted(realm), broken);
        }
        JsonNode answer = store(address, login).json(WebRequest.read(address));
        String token = answer.path("token").asText(answer.path("access_token").asText(""));
        if (token.isEmpty()) {
            throw registry.because("%s hands out no token".formatted(realm), null);
        }
        long seconds = Math.max(SHORTEST_LIFE, answer.path("expires_in").asLong(SHORTEST_LIFE));
        end = Instant.now().plusSeconds(seconds).minus(EARLY);
        return WebCredential.bearer(login.source(), token);
    }

    private WebStore store(URI address, WebCredential credential) {
        return new WebStore(
                uri, "the registry at " + address.getRawAuthority(), credential, client);
    }

    private static Optional<String> parameter(String challenge, String name) {
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                return Optional.of(matcher.group(2));
            }
        }
        return Optional.empty();
    }
}
