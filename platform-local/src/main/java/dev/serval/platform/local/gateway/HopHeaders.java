package dev.serval.platform.local.gateway;

import org.jspecify.annotations.Nullable;

/// The headers that concern one connection and are not passed on (RFC 9110, 7.6.1), with `Expect`,
/// which the gateway answers, and HTTP/2's pseudo-headers.
final class HopHeaders {
    private HopHeaders() {}

    /// Whether a header stays on its connection.
    ///
    /// @param connection the value of the message's `Connection` header, which may name others
    static boolean contains(String name, @Nullable String connection) {
        return isAlways(name) || (connection != null && isNamed(name, connection));
    }

    private static boolean isAlways(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("te");
            case 6 -> name.equalsIgnoreCase("expect");
            case 7 -> name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("trailer");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 14 -> name.equalsIgnoreCase("http2-settings");
            case 16 -> name.equalsIgnoreCase("proxy-connection");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> name.charAt(0) == ':';
        };
    }

    private static boolean isNamed(String name, String connection) {
        if (connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return false;
        }
        for (var option : connection.split(",")) {
            if (option.strip().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
