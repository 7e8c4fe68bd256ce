package dev.serval.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request or an answer as a page shows it: a start line, headers, an empty line and the body, in
/// which bytes are written `\x0a`, after all text.
record HttpMessage(String startLine, Map<String, String> headers, String body) {
    private static final String BYTE = "\\x";

    static HttpMessage of(String text) {
        String[] parts = text.strip().split("\\R\\R", 2);
        String[] lines = parts[0].split("\\R");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            headers.put(header[0], header[1]);
        }
        return new HttpMessage(lines[0], headers, parts.length == 2 ? parts[1] : "");
    }

    /// The body before its first byte in hexadecimal.
    String text() {
        int bytes = body.indexOf(BYTE);
        return bytes < 0 ? body : body.substring(0, bytes).stripTrailing();
    }

    /// The body's bytes in hexadecimal.
    byte[] binary() {
        int bytes = body.indexOf(BYTE);
        return bytes < 0
                ? new byte[0]
                : HexFormat.of().parseHex(body.substring(bytes).replace(BYTE, "").strip());
    }

    /// The whole body.
    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(text().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(binary());
        return whole.toByteArray();
    }
}
