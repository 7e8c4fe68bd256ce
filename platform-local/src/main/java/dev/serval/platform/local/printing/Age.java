package dev.serval.platform.local.printing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// How long something has been there, as kubectl writes it: in two units at most, and in ever
/// coarser ones.
final class Age {
    private static final long TWO_MINUTES = 120;
    private static final long TEN_MINUTES = 600;
    private static final long THREE_HOURS = 3 * 3600;
    private static final long EIGHT_HOURS = 8 * 3600;
    private static final long TWO_DAYS = 48 * 3600;
    private static final long EIGHT_DAYS = 8 * 24 * 3600;

    private Age() {}

    /// The age of what was created at `created`, as Kubernetes writes times.
    public static String of(String created, Instant now) {
        try {
            return of(Duration.between(Instant.parse(created), now));
        } catch (DateTimeException noTime) {
            return "<unknown>";
        }
    }

    /// `95s`, `3m12s`, `12m`, `4h5m`, `12h`, `3d4h`, `30d`
    public static String of(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < TWO_MINUTES) {
            return seconds + "s";
        }
        if (seconds < TEN_MINUTES) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < THREE_HOURS) {
            return seconds / 60 + "m";
        }
        if (seconds < EIGHT_HOURS) {
            return two(seconds / 3600, "h", seconds / 60 % 60, "m");
        }
        if (seconds < TWO_DAYS) {
            return seconds / 3600 + "h";
        }
        if (seconds < EIGHT_DAYS) {
            return two(seconds / 86_400, "d", seconds / 3600 % 24, "h");
        }
        return seconds / 86_400 + "d";
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return small == 0 ? large + unit : large + unit + small + smallUnit;
    }
}
