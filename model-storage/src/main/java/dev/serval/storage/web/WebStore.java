package dev.serval.storage.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.retry.RetryLater;
import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/// A store that is asked over HTTP on behalf of one URI: what it answers, or a refusal that names
/// the URI, the store, the cause and the credential.
///
/// @param name as a message names it: `the registry at ghcr.io`
public record WebStore(StorageUri uri, String name, WebCredential credential, WebClient client) {
    private static final int LONGEST_DOCUMENT = 64 << 20;
    private static final int LONGEST_REASON = 4096;
    private static final JsonMapper JSON = new JsonMapper();

    /// An answer, with its body still to be read.
    public record Answer(int status, HttpHeaders headers, InputStream body)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }

        /// The size of the whole file, of which the body may be a part.
        OptionalLong total() {
            OptionalLong total = WebVersion.total(headers);
            return total.isPresent() || status == 206
                    ? total
                    : headers.firstValueAsLong("Content-Length");
        }
    }

    public WebStore with(WebCredential other) {
        return new WebStore(uri, name, other, client);
    }

    /// One attempt. 200 and 206 are answers; everything else is thrown.
    ///
    /// @throws IOException if another attempt may go better
    /// @throws StorageException if it won't
    public Answer ask(WebRequest request) throws IOException, StorageException {
        HttpResponse<InputStream> response = exchange(request);
        int status = response.statusCode();
        if (status == 200 || status == 206) {
            return new Answer(status, response.headers(), response.body());
        }
        throw refusal(request, response);
    }

    /// An answer whatever its status, for protocols that say something by it; attempted once.
    public HttpResponse<InputStream> exchange(WebRequest request)
            throws IOException, StorageException {
        try {
            return client.exchange(request, credential);
        } catch (AstrayException astray) {
            throw because(astray.getMessage(), astray);
        }
    }

    /// A document of text, after as many attempts as it takes.
    public String text(WebRequest request) throws StorageException {
        return attempt(() -> {
            try (Answer answer = ask(request)) {
                byte[] bytes = answer.body().readNBytes(LONGEST_DOCUMENT + 1);
                if (bytes.length > LONGEST_DOCUMENT) {
                    throw because(
                            "%s is longer than %s"
                                    .formatted(
                                            WebClient.shown(request.uri()),
                                            Shown.size(LONGEST_DOCUMENT)),
                            null);
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        });
    }

    /// A JSON document.
    public JsonNode json(WebRequest request) throws StorageException {
        String text = text(request);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw because(
                    "%s is no JSON: '%s'"
                            .formatted(WebClient.shown(request.uri()), Shown.text(text)),
                    broken);
        }
    }

    /// Asks until there is an answer, with pauses that grow, and at last says why there is none.
    public <T> T attempt(Attempt<T> attempt) throws StorageException {
        for (int failed = 1; ; failed++) {
            try {
                return attempt.run();
            } catch (IOException failure) {
                if (failed >= client.backoff().attempts()) {
                    throw because(
                            "%s (tried %d times)".formatted(reason(failure), failed), failure);
                }
                pause(failed, failure);
            }
        }
    }

    /// Something that asks once.
    public interface Attempt<T> {
        T run() throws IOException, StorageException;
    }

    /// The bytes of a file whose size and version are known.
    ///
    /// @param version as the answer's ETag tells it; empty if it is not asked for it
    public RemoteContent content(WebRequest request, OptionalLong size, String version) {
        return new WebContent(this, request, size, version);
    }

    /// The same, of a file that can only be had whole.
    public RemoteContent wholeContent(WebRequest request, OptionalLong size, String version) {
        return new WholeContent(this, request, size, version);
    }

    /// A refusal in this store's name.
    public StorageException because(
            String cause, @org.jspecify.annotations.Nullable Throwable reason) {
        return new StorageException("storage URI '%s': %s: %s".formatted(uri, name, cause), reason);
    }

    private void pause(int failed, IOException failure) throws StorageException {
        try {
            client.backoff().pause(failed, failure);
        } catch (IOException interrupted) {
            throw because(reason(interrupted), interrupted);
        }
    }

    /// What went wrong, for people: many exceptions of the network have no message.
    public static String reason(IOException failure) {
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        if (!(failure instanceof ConnectException)) {
            return failure.getClass().getSimpleName();
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnresolvedAddressException
                ? "no address is known for this name"
                : "no connection can be made";
    }

    private StorageException refusal(WebRequest request, HttpResponse<InputStream> response)
            throws IOException {
        int status = response.statusCode();
        String what =
                "%s answered %d%s"
                        .formatted(WebClient.shown(request.uri()), status, said(response));
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw retry(what, response.headers());
        }
        return switch (status) {
            case 401, 403 ->
                    because("access is denied: %s; %s".formatted(what, credential.told()), null);
            case 404, 410 -> because("it is not there: %s".formatted(what), null);
            case 412, 416 -> because("it changed while it was read: %s".formatted(what), null);
            default ->
                    because(
                            status < 400 ? what : "%s; %s".formatted(what, credential.told()),
                            null);
        };
    }

    private static IOException retry(String what, HttpHeaders headers) {
        return headers.firstValue("Retry-After").isPresent()
                ? new RetryLater(what, WebVersion.retryAfter(headers, Duration.ofSeconds(1)))
                : new IOException(what);
    }

    /// The beginning of what an answer says in words, without markup.
    private static String said(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
            String words = Shown.text(text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "));
            return words.isEmpty() ? "" : " (" + words + ")";
        } catch (IOException unsaid) {
            return "";
        }
    }
}
