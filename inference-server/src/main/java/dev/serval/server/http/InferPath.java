package dev.serval.server.http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.inference.WireProtocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The path of an inference call: `/v1/models/{m}[/versions/{v}]:predict` or
/// `/v2/models/{m}[/versions/{v}]/infer`.
///
/// @param version empty where the path names none
record InferPath(WireProtocol protocol, String model, String version) {
    private static final String V1_PREFIX = "/v1/models/";
    private static final List<String> V1_SUFFIXES = List.of(":predict", "%3Apredict", "%3apredict");
    private static final String V2_PREFIX = "/v2/models/";
    private static final String V2_SUFFIX = "/infer";
    private static final String VERSIONS = "/versions/";

    /// What the path asks for; empty if it is no inference call's.
    ///
    /// @throws InvalidInput if a percent-escape is broken
    static Optional<InferPath> find(String path) {
        if (path.startsWith(V2_PREFIX) && path.endsWith(V2_SUFFIX)) {
            return between(WireProtocol.V2, path, V2_PREFIX, V2_SUFFIX);
        }
        if (path.startsWith(V1_PREFIX)) {
            for (String suffix : V1_SUFFIXES) {
                if (path.endsWith(suffix)) {
                    return between(WireProtocol.V1, path, V1_PREFIX, suffix);
                }
            }
        }
        return Optional.empty();
    }

    /// The path with placeholders for the names in it.
    String route() {
        boolean latest = version.isEmpty();
        return switch (protocol) {
            case V1 ->
                    latest
                            ? "/v1/models/{model}:predict"
                            : "/v1/models/{model}/versions/{version}:predict";
            case V2 ->
                    latest
                            ? "/v2/models/{model}/infer"
                            : "/v2/models/{model}/versions/{version}/infer";
            case GRPC -> throw new IllegalStateException("gRPC has no such path");
        };
    }

    private static Optional<InferPath> between(
            WireProtocol protocol, String path, String prefix, String suffix) {
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
        return Optional.of(new InferPath(protocol, decode(model), decode(version)));
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
