package dev.serval.platform.local.gateway;

import dev.serval.platform.local.gateway.RevisionMeters.Outcome;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a call on its way to the caller. A body that is at hand whole goes out with the
/// head in one write.
final class Answer {
    private static final String GRPC = "application/grpc";
    private static final String GRPC_STATUS = "grpc-status";
    private static final String GRPC_MESSAGE = "grpc-message";
    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private @Nullable Buffer unsent;
    private boolean isBegun;

    Answer(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
    }

    boolean isBegun() {
        return isBegun;
    }

    /// Takes the head of an answer.
    ///
    /// @throws IllegalArgumentException if it has a header that HTTP does not allow; then nothing
    ///   is begun
    void begin(
            int status,
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers) {
        response.setStatusCode(status);
        var target = response.headers();
        try {
            for (var header : headers) {
                if (!HopHeaders.contains(header.getKey(), null)) {
                    target.add(header.getKey(), header.getValue());
                }
            }
        } catch (IllegalArgumentException malformed) {
            target.clear();
            throw malformed;
        }
        isBegun = true;
    }

    void add(Buffer data) {
        if (unsent != null) {
            flush();
        }
        unsent = data;
    }

    /// Sends what is there. To be called when nothing more is at hand.
    void flush() {
        if (response.headWritten()) {
            writeUnsent();
            return;
        }
        if (unsent == null && response.headers().contains(GRPC_STATUS)) {
            // The head is the trailer too, and goes out as one with the end.
            return;
        }
        if (hasNoLength()) {
            response.setChunked(true);
        }
        if (unsent == null) {
            response.writeHead();
            return;
        }
        writeUnsent();
    }

    private boolean hasNoLength() {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method() != HttpMethod.HEAD
                && !response.headers().contains("content-length");
    }

    private void writeUnsent() {
        if (unsent != null) {
            var data = unsent;
            unsent = null;
            response.write(data, null);
        }
    }

    boolean isFull() {
        return response.writeQueueFull();
    }

    /// Ends the answer and says how it went. Trailers are touched only where there are some: an
    /// empty set of them would be sent, and a gRPC status in the head no longer count.
    Outcome end(
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>>
                    trailers) {
        var grpcStatus = isGrpc() ? response.headers().get(GRPC_STATUS) : null;
        try {
            for (var trailer : trailers) {
                response.trailers().add(trailer.getKey(), trailer.getValue());
                if (isGrpc() && AsciiString.contentEquals(trailer.getKey(), GRPC_STATUS)) {
                    grpcStatus = trailer.getValue().toString();
                }
            }
        } catch (IllegalArgumentException malformed) {
            response.trailers().clear();
            breakOff(Refusal.malformed(malformed.getMessage()));
            return Outcome.FAILED;
        }
        if (unsent == null) {
            response.end();
        } else {
            var last = unsent;
            unsent = null;
            response.end(last, null);
        }
        return grpcStatus == null
                ? Outcome.ofStatus(response.getStatusCode())
                : Outcome.ofGrpc(grpcStatus);
    }

    /// Answers with the gateway's own words. Nothing of another answer may have been begun.
    void refuse(Refusal refusal) {
        isBegun = true;
        if (isGrpc()) {
            refuseGrpc(refusal);
            return;
        }
        response.setStatusCode(refusal.status());
        response.putHeader("content-type", "application/json");
        if (refusal.mayRetry()) {
            response.putHeader("retry-after", "1");
        }
        response.end(new JsonObject().put("error", refusal.message()).toBuffer(), null);
    }

    private void refuseGrpc(Refusal refusal) {
        response.putHeader("content-type", GRPC);
        response.putHeader(GRPC_STATUS, Integer.toString(refusal.grpcStatus()));
        response.putHeader(GRPC_MESSAGE, percentEncoded(refusal.message()));
        response.end();
    }

    private static String percentEncoded(String message) {
        return URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean isGrpc() {
        if (request.version() != HttpVersion.HTTP_2) {
            return false;
        }
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith(GRPC);
    }

    /// Ends an answer that was begun and cannot be completed, so that the caller notices: with a
    /// status for gRPC, else by ending the stream or connection short of its length.
    void breakOff(Refusal reason) {
        if (isGrpc()) {
            writeUnsent();
            response.trailers().set(GRPC_STATUS, Integer.toString(reason.grpcStatus()));
            response.trailers().set(GRPC_MESSAGE, percentEncoded(reason.message()));
            response.end();
            return;
        }
        reset(INTERNAL_ERROR);
    }

    /// Takes the call back with HTTP/2's `code`; over HTTP/1.1 ends the connection.
    void reset(long code) {
        isBegun = true;
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(code);
            return;
        }
        writeUnsent();
        response.close();
    }
}
