package dev.serval.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// Requests that fill a store before something is fetched from it. One that is refused fails the
/// test.
public final class Puts {
    private Puts() {}

    /// @param headers names and values by turns
    public static HttpResponse<String> put(String url, byte[] body, String... headers)
            throws IOException {
        return send("PUT", url, body, headers);
    }

    /// @param headers names and values by turns
    public static HttpResponse<String> post(String url, byte[] body, String... headers)
            throws IOException {
        return send("POST", url, body, headers);
    }

    private static HttpResponse<String> send(
            String method, String url, byte[] body, String... headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, url, answer.body())
                    .isBetween(200, 299);
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(url);
        }
    }
}
