package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// A request and its answer as a page shows them in one `http` block, the answer from its status
/// line on.
record HttpExample(HttpMessage request, HttpMessage answer) {
    private static final String JSON_LENGTH = "inference-header-content-length";

    static HttpExample of(String block) {
        String[] messages = block.split("\\R(?=HTTP/1\\.1 )", 2);
        assertThat(messages).as("a request and its answer in\n%s", block).hasSize(2);
        return new HttpExample(HttpMessage.of(messages[0]), HttpMessage.of(messages[1]));
    }

    /// Sends the request, and holds the answer against the documented one.
    ///
    /// @param server with which scheme, host and port to speak
    void check(HttpClient client, URI server) throws Exception {
        HttpResponse<byte[]> found =
                client.send(sent(server), HttpResponse.BodyHandlers.ofByteArray());
        assertThat("HTTP/1.1 " + HttpResponseStatus.valueOf(found.statusCode()))
                .as("%s", this)
                .isEqualTo(answer.startLine());
        answer.headers()
                .forEach((name, value) ->
                        assertThat(found.headers().firstValue(name).orElse("none"))
                                .as("%s of %s", name, request.startLine())
                                .matches(Ellipsis.pattern(value)));
        checkBody(found);
    }

    private void checkBody(HttpResponse<byte[]> found) throws Exception {
        byte[] body = found.body();
        int jsonLength =
                found.headers().firstValue(JSON_LENGTH).map(Integer::valueOf).orElse(body.length);
        String json = new String(body, 0, jsonLength, StandardCharsets.UTF_8);
        assertThat(JsonPattern.of(answer.text()).matches(json))
                .as("%s answers\n%s\nexpected\n%s", request, json, answer.text())
                .isTrue();
        assertThat(Arrays.copyOfRange(body, jsonLength, body.length))
                .as("binary part of the answer to %s", request)
                .asHexString()
                .isEqualToIgnoringCase(HexFormat.of().formatHex(answer.binary()));
    }

    private HttpRequest sent(URI server) throws Exception {
        String[] start = request.startLine().split(" ", 3);
        byte[] body = request.bytes();
        if ("gzip".equals(request.headers().get("Content-Encoding"))) {
            body = gzip(body);
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.resolve(start[1]))
                        .method(start[0], HttpRequest.BodyPublishers.ofByteArray(body));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
