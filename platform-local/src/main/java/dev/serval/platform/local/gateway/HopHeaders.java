package dev.serval.platform.local.gateway;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// The headers that concern one connection and are not passed on (RFC 9110, 7.6.1), with `Expect`,
/// which the gateway answers, and HTTP/2's pseudo-headers.
final class HopHeaders {
    private HopHeaders() {}

    /// Whether a header stays on its connection.
    ///
    /// @param connection the value of the message's `Connection` header, which may name others
    static boolean contains(CharSequence name, @Nullable String connection) {
        return isPseudo(name)
                || isAlways(name)
                || (connection != null && isNamed(name, connection));
    }

    /// Whether it is what HTTP/2 has for the first line of a message: `:status`.
    private static boolean isPseudo(CharSequence name) {
        return !name.isEmpty() && name.charAt(0) == ':';
    }

    private static boolean isAlways(CharSequence name) {
        return switch (name.length()) {
            case 2 -> AsciiString.contentEqualsIgnoreCase(name, "te");
            case 6 -> AsciiString.contentEqualsIgnoreCase(name, "expect");
            case 7 ->
                    AsciiString.contentEqualsIgnoreCase(name, "upgrade")
                            || AsciiString.contentEqualsIgnoreCase(name, "trailer");
            case 10 ->
                    AsciiString.contentEqualsIgnoreCase(name, "connection")
                            || AsciiString.contentEqualsIgnoreCase(name, "keep-alive");
            case 14 -> AsciiString.contentEqualsIgnoreCase(name, "http2-settings");
            case 16 -> AsciiString.contentEqualsIgnoreCase(name, "proxy-connection");
            case 17 -> AsciiString.contentEqualsIgnoreCase(name, "transfer-encoding");
            default -> false;
        };
    }

    private static boolean isNamed(CharSequence name, String connection) {
        if (connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return false;
        }
        for (var option : connection.split(",")) {
            if (AsciiString.contentEqualsIgnoreCase(name, option.strip())) {
                return true;
            }
        }
        return false;
    }
}
