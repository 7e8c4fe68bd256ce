package dev.serval.storage.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A tar archive as bytes, with whatever headers a test wants.
public final class TarBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TarBytes file(String name, String content) {
        return entry(name, '0', "", content.getBytes(StandardCharsets.UTF_8));
    }

    public TarBytes directory(String name) {
        return entry(name, '5', "", new byte[0]);
    }

    public TarBytes link(String name, String target) {
        return entry(name, '2', target, new byte[0]);
    }

    public TarBytes hardLink(String name, String target) {
        return entry(name, '1', target, new byte[0]);
    }

    /// An extended header for the entry that follows.
    public TarBytes pax(String key, String value) {
        String pair = " " + key + "=" + value + "\n";
        int length = pair.getBytes(StandardCharsets.UTF_8).length;
        int whole = length + Integer.toString(length + 3).length();
        return entry("pax", 'x', "", (whole + pair).getBytes(StandardCharsets.UTF_8));
    }

    public TarBytes entry(String name, char type, String target, byte[] content) {
        return header(name, type, target, "%011o".formatted(content.length)).content(content);
    }

    /// A header alone.
    public TarBytes header(String name, char type, String target, String size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, size);
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 148, "        ");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        return this;
    }

    public TarBytes content(byte[] content) {
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    public byte[] bytes() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
