package dev.serval.protocol.cloudevents;

import dev.serval.inference.failure.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// The value of an attribute as an HTTP header: percent-encoded UTF-8, after section 3.1.3.2 of the
/// CloudEvents HTTP binding 1.0.2.
final class HeaderValue {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HEX_DIGITS = 2;

    private HeaderValue() {}

    /// The attribute's value. A `%` that no two hexadecimal digits follow stands for itself, since
    /// older senders do not encode it.
    ///
    /// @throws InvalidInput if the encoded bytes are no UTF-8
    static String decode(String attribute, String header) {
        String value = unquoted(header);
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); ) {
            if (value.charAt(i) == '%' && isHex(value, i + 1)) {
                decoded.write(HexFormat.fromHexDigits(value, i + 1, i + 1 + HEX_DIGITS));
                i += 1 + HEX_DIGITS;
                continue;
            }
            int next = value.offsetByCodePoints(i, 1);
            decoded.writeBytes(value.substring(i, next).getBytes(StandardCharsets.UTF_8));
            i = next;
        }
        byte[] bytes = decoded.toByteArray();
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new InvalidInput(
                    "the event's attribute '%s' is '%s', expected percent-encoded UTF-8"
                            .formatted(attribute, value));
        }
        return text;
    }

    /// The header for a value: every byte of its UTF-8 but `%`, `"` and what is no visible ASCII.
    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (each > ' ' && each <= '~' && each != '"' && each != '%') {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX.toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    /// Older senders put a value in quotes, with backslashes before what they escape.
    private static String unquoted(String header) {
        String value = header.strip();
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        int last = value.length() - 1;
        for (int i = 1; i < last; i++) {
            if (value.charAt(i) == '\\' && i + 1 < last) {
                i++;
            }
            plain.append(value.charAt(i));
        }
        return plain.toString();
    }

    private static boolean isHex(String value, int from) {
        return from + HEX_DIGITS <= value.length()
                && HexFormat.isHexDigit(value.charAt(from))
                && HexFormat.isHexDigit(value.charAt(from + 1));
    }
}
