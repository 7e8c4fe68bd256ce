package dev.serval.storage.source;

import java.nio.charset.StandardCharsets;

/// Foreign text as a message may repeat it.
public final class Shown {
    private static final int LONGEST = 200;

    private Shown() {}

    /// The text on one line, without control characters, cut where it gets long.
    public static String text(String text) {
        String clean = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /// What a failure says, or else what it is called.
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : text(message);
    }

    /// What a failure is called and says that nobody expected, and what is at its root.
    public static String defect(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = text(failure.toString());
        return root == failure ? said : "%s, caused by %s".formatted(said, text(root.toString()));
    }

    /// A number of bytes as people read it: `1.5 GB`.
    public static String size(long bytes) {
        String[] units = {"kB", "MB", "GB", "TB"};
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return "%.1f %s".formatted(value, units[unit]);
    }

    /// A number of files: `1 file`.
    public static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
