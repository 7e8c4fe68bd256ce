package dev.serval.server.upstream;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a predictor is reached and spoken to.
///
/// @param binary whether tensors go in binary, over V2
/// @param http2 whether HTTP/2 is spoken without TLS; gRPC always does
/// @param connections the most connections over HTTP/1.1
/// @param retries how often a call of which nothing was sent is tried again
/// @param headers the names, in lower case, of the headers that are passed on
/// @param maxAnswer the most bytes that are taken of an answer
/// @param trustCertificates a PEM file; `null` for what the JDK trusts
public record UpstreamSettings(
        PredictorAddress address,
        PredictorProtocol protocol,
        boolean binary,
        boolean http2,
        int connections,
        int retries,
        List<String> headers,
        long maxAnswer,
        @Nullable Path trustCertificates) {
    private static final List<String> ALWAYS =
            List.of("traceparent", "tracestate", "x-request-id", "x-b3-traceid", "authorization");
    private static final int CONNECTIONS = 64;
    private static final int RETRIES = 2;
    private static final long MAX_ANSWER = 512L << 20;

    public UpstreamSettings {
        headers = List.copyOf(headers);
    }

    /// What holds where nobody says otherwise.
    public static UpstreamSettings of(PredictorAddress address, PredictorProtocol protocol) {
        return new UpstreamSettings(
                address, protocol, true, false, CONNECTIONS, RETRIES, ALWAYS, MAX_ANSWER, null);
    }

    /// What the configuration says.
    ///
    /// @throws IllegalArgumentException if it names no predictor, or in a way that is no address
    public static UpstreamSettings of(UpstreamConfig config) {
        String host =
                config.host()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "predictor_host is missing, expected the host:port of the"
                                                + " predictor"));
        List<String> headers = new ArrayList<>(ALWAYS);
        for (String header : config.headers().orElse(List.of())) {
            headers.add(header.strip().toLowerCase(Locale.ROOT));
        }
        return new UpstreamSettings(
                PredictorAddress.parse(host.strip(), config.useSsl()),
                config.protocol(),
                config.binary(),
                config.http2(),
                config.connections(),
                config.retries(),
                headers,
                Math.min(config.maxAnswer().asLongValue(), Integer.MAX_VALUE),
                config.trustCertificates().orElse(null));
    }
}
