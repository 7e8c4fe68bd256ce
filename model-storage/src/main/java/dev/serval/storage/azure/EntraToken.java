package dev.serval.storage.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A token of Microsoft's identity platform: by OAuth 2.0's client credentials (RFC 6749, 4.4) with
/// a secret or with a federated token (RFC 7523), or from the endpoint of a managed identity. It is
/// asked for again a few minutes before it ends.
final class EntraToken implements WebCredential {
    private static final String STORAGE = "https://storage.azure.com/";
    private static final String AUTHORITY = "https://login.microsoftonline.com";
    private static final String IDENTITY = "http://169.254.169.254/metadata/identity/oauth2/token";
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final String FORM = "application/x-www-form-urlencoded";

    /// Makes the request for a token, anew each time: a federated token's file changes.
    private interface Asking {
        WebRequest request() throws IOException;
    }

    private final String source;
    private final Asking asking;
    private final WebStore identity;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private Instant end = Instant.EPOCH;

    /// @param uri of the model that the token is for
    private EntraToken(String source, Asking asking, StorageUri uri, WebClient client) {
        this.source = source;
        this.asking = asking;
        this.identity =
                new WebStore(
                        uri, "Microsoft's identity platform", WebCredential.within(source), client);
    }

    /// The token that the environment describes, if it does.
    static Optional<WebCredential> find(StorageUri uri, StoreAccess access, WebClient client) {
        Optional<String> id = access.findFirst("AZ_CLIENT_ID", "AZURE_CLIENT_ID");
        Optional<String> tenant = access.findFirst("AZ_TENANT_ID", "AZURE_TENANT_ID");
        Optional<String> secret = access.findFirst("AZ_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
        Optional<String> file = access.find("AZURE_FEDERATED_TOKEN_FILE");
        String authority =
                access.find("AZURE_AUTHORITY_HOST").orElse(AUTHORITY).replaceFirst("/+$", "");
        if (id.isPresent() && tenant.isPresent() && (secret.isPresent() || file.isPresent())) {
            URI endpoint =
                    URI.create(
                            authority + "/" + Percent.encode(tenant.get()) + "/oauth2/v2.0/token");
            return Optional.of(
                    secret.isPresent()
                            ? new EntraToken(
                                    "a service principal's AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
                                    () -> bySecret(endpoint, id.get(), secret.get()),
                                    uri,
                                    client)
                            : new EntraToken(
                                    "AZURE_FEDERATED_TOKEN_FILE " + file.get(),
                                    () -> byFile(endpoint, id.get(), Path.of(file.get())),
                                    uri,
                                    client));
        }
        return managed(uri, access, client, id);
    }

    private static Optional<WebCredential> managed(
            StorageUri uri, StoreAccess access, WebClient client, Optional<String> id) {
        Optional<String> endpoint = access.find("IDENTITY_ENDPOINT");
        if (endpoint.isEmpty() && id.isEmpty()) {
            return Optional.empty();
        }
        String chosen = id.map(one -> "&client_id=" + Percent.encode(one)).orElse("");
        String version = endpoint.isPresent() ? "2019-08-01" : "2018-02-01";
        URI address =
                URI.create(
                        "%s?api-version=%s&resource=%s%s"
                                .formatted(
                                        endpoint.orElse(IDENTITY),
                                        version,
                                        Percent.encode(STORAGE),
                                        chosen));
        WebRequest request =
                WebRequest.read(address)
                        .with("Metadata", "true")
                        .with("X-IDENTITY-HEADER", access.find("IDENTITY_HEADER").orElse("none"));
        return Optional.of(new EntraToken("the managed identity", () -> request, uri, client));
    }

    private static WebRequest bySecret(URI endpoint, String id, String secret) {
        return form(endpoint, id, Map.of("client_secret", secret));
    }

    private static WebRequest byFile(URI endpoint, String id, Path file) throws IOException {
        return form(
                endpoint,
                id,
                Map.of(
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        Files.readString(file).strip()));
    }

    private static WebRequest form(URI endpoint, String id, Map<String, String> proof) {
        Map<String, String> fields = new LinkedHashMap<>(proof);
        fields.put("client_id", id);
        fields.put("grant_type", "client_credentials");
        fields.put("scope", STORAGE + ".default");
        String body =
                fields.entrySet().stream()
                        .map(one -> one.getKey() + "=" + Percent.encode(one.getValue()))
                        .collect(Collectors.joining("&"));
        return WebRequest.post(endpoint, FORM, body);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public WebRequest authorize(WebRequest request) throws IOException, StorageException {
        return request.with("Authorization", "Bearer " + token());
    }

    private String token() throws IOException, StorageException {
        lock.lock();
        try {
            String known = token;
            if (known != null && Instant.now().isBefore(end)) {
                return known;
            }
            JsonNode answer = identity.json(asking.request());
            String fresh = answer.path("access_token").asText("");
            if (fresh.isEmpty()) {
                throw identity.because("its answer has no access_token; " + told(), null);
            }
            long seconds = answer.path("expires_in").asLong(300);
            end = Instant.now().plusSeconds(seconds).minus(EARLY);
            token = fresh;
            return fresh;
        } finally {
            lock.unlock();
        }
    }
}
