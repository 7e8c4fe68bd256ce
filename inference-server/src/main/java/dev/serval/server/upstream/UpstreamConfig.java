package dev.serval.server.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The predictor behind a transformer or an explainer.
@ConfigMapping(prefix = "serval.predictor")
public interface UpstreamConfig {
    /// Where it is: `host` or `host:port`.
    Optional<String> host();

    /// How it is spoken to: `v1`, `v2` or `grpc-v2`.
    @WithDefault("v1")
    PredictorProtocol protocol();

    /// Whether it is spoken to over TLS.
    @WithDefault("false")
    boolean useSsl();

    /// A file with the certificates, in PEM, that it is trusted by; those of the JDK by default.
    Optional<Path> trustCertificates();

    /// Whether tensors go to it in binary, over V2; off for servers without that extension.
    @WithDefault("true")
    boolean binary();

    /// Whether it is spoken to over HTTP/2 without TLS. With TLS both sides agree on a version, and
    /// gRPC is always HTTP/2.
    @WithDefault("false")
    boolean http2();

    /// The most connections to it over HTTP/1.1; over HTTP/2 there are as many as processors.
    @WithDefault("64")
    int connections();

    /// How often a call is tried again of which nothing was sent, for lack of a connection.
    @WithDefault("2")
    int retries();

    /// Headers that are passed on to it, beside `traceparent`, `tracestate`, `x-request-id`,
    /// `x-b3-traceid` and `authorization`.
    Optional<List<String>> headers();

    /// The largest answer that is taken from it.
    @WithDefault("512M")
    MemorySize maxAnswer();

    /// Whether this server is ready only while the predictor is. The question keeps a predictor
    /// from scaling to zero.
    @WithDefault("false")
    boolean healthCheck();
}
