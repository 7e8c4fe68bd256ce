package dev.serval.server.http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.inference.WireProtocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The path of an inference call: `/v1/models/{m}[/versions/{v}]:predict` or
/// `/v2/models/{m}[/versions/{v}]/infer`; or of a call to explain, which ends with `explain`.
///
/// @param version empty where the path names none
record InferPath(WireProtocol protocol, Purpose purpose, String model, String version) {
    private static final String V1_PREFIX = "/v1/models/";
    private static final List<String> COLONS = List.of(":", "%3A", "%3a");
    private static final String V2_PREFIX = "/v2/models/";
    private static final String VERSIONS = "/versions/";

    /// What is asked of the model.
    enum Purpose {
        INFER("predict", "infer"),
        EXPLAIN("explain", "explain");

        private final String v1;
        private final String v2;

        Purpose(String v1, String v2) {
            this.v1 = v1;
            this.v2 = v2;
        }
    }

    /// What the path asks for; empty if it is no inference call's.
    ///
    /// @throws InvalidInput if a percent-escape is broken
    static Optional<InferPath> find(String path) {
        Optional<InferPath> inference = find(path, Purpose.INFER);
        return inference.isPresent() ? inference : find(path, Purpose.EXPLAIN);
    }

    private static Optional<InferPath> find(String path, Purpose purpose) {
        if (path.startsWith(V2_PREFIX) && path.endsWith(purpose.v2)) {
            return between(WireProtocol.V2, purpose, path, "/" + purpose.v2);
        }
        if (path.startsWith(V1_PREFIX) && path.endsWith(purpose.v1)) {
            for (String colon : COLONS) {
                if (path.endsWith(colon + purpose.v1)) {
                    return between(WireProtocol.V1, purpose, path, colon + purpose.v1);
                }
            }
        }
        return Optional.empty();
    }

    boolean isExplanation() {
        return purpose == Purpose.EXPLAIN;
    }

    /// The path with placeholders for the names in it.
    String route() {
        boolean latest = version.isEmpty();
        return switch (protocol) {
            case V1 ->
                    (latest ? "/v1/models/{model}:" : "/v1/models/{model}/versions/{version}:")
                            + purpose.v1;
            case V2 ->
                    (latest ? "/v2/models/{model}/" : "/v2/models/{model}/versions/{version}/")
                            + purpose.v2;
            case GRPC -> throw new IllegalStateException("gRPC has no such path");
        };
    }

    private static Optional<InferPath> between(
            WireProtocol protocol, Purpose purpose, String path, String suffix) {
        String prefix = protocol == WireProtocol.V2 ? V2_PREFIX : V1_PREFIX;
        if (!path.endsWith(suffix)) {
            return Optional.empty();
        }
        int end = path.length() - suffix.length();
        if (end <= prefix.length()) {
            return Optional.empty();
        }
        String middle = path.substring(prefix.length(), end);
        int versions = middle.indexOf(VERSIONS);
        String model = versions < 0 ? middle : middle.substring(0, versions);
        String version = versions < 0 ? "" : middle.substring(versions + VERSIONS.length());
        if (model.indexOf('/') >= 0 || version.indexOf('/') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new InferPath(protocol, purpose, decode(model), decode(version)));
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new InvalidInput(
                    "path segment '%s' has a broken escape, expected %% and two hex digits"
                            .formatted(segment));
        }
    }
}
