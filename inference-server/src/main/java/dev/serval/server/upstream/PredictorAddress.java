package dev.serval.server.upstream;

import java.util.Locale;

/// Where a predictor is.
///
/// @param host a name or an address, IPv6 without its brackets
/// @param tls whether it is spoken to over TLS
public record PredictorAddress(String host, int port, boolean tls) {
    private static final int LARGEST_PORT = 65_535;
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;

    /// The address that `--predictor_host` gives: `host`, `host:port` or `[IPv6]:port`. The port is
    /// 80 by default, 443 with TLS.
    ///
    /// @throws IllegalArgumentException naming the text and what is wrong with it
    public static PredictorAddress parse(String text, boolean tls) {
        int defaultPort = tls ? TLS_PORT : PLAIN_PORT;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw malformed(text);
            }
            String rest = text.substring(end + 1);
            int port = rest.isEmpty() ? defaultPort : port(text, rest);
            return new PredictorAddress(requireHost(text, text.substring(1, end)), port, tls);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new PredictorAddress(requireHost(text, text), defaultPort, tls);
        }
        String host = requireHost(text, text.substring(0, colon));
        return new PredictorAddress(host, port(text, text.substring(colon)), tls);
    }

    private static String requireHost(String text, String host) {
        if (host.isEmpty() || host.chars().anyMatch(PredictorAddress::isForbidden)) {
            throw malformed(text);
        }
        return host;
    }

    private static boolean isForbidden(int character) {
        return character <= ' ' || character > '~' || character == '/' || character == '@';
    }

    private static int port(String text, String colonAndDigits) {
        try {
            int port = Integer.parseInt(colonAndDigits.substring(1));
            if (colonAndDigits.charAt(0) == ':' && port > 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notDecimal) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "predictor_host is '%s', expected a host or host:port, without a scheme or a path"
                        .formatted(text));
    }

    /// What is connected to. Names under `localhost` are this machine (RFC 6761), whatever a
    /// resolver says of them.
    String connectHost() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost") ? "127.0.0.1" : host;
    }

    /// `host:port`, as refusals name it.
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
