package dev.serval.platform.local.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The time that a gRPC caller gives its call, in the header `grpc-timeout`: up to eight digits and
/// a unit, as the gRPC over HTTP/2 specification has it.
final class GrpcDeadline {
    static final String HEADER = "grpc-timeout";

    private static final Pattern FORM = Pattern.compile("(\\d{1,8})([HMSmun])");
    private static final long MOST = 99_999_999;

    private GrpcDeadline() {}

    /// Reads a header; what is none is the replica's to refuse.
    static Optional<Duration> parse(String header) {
        var matcher = FORM.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var unit =
                switch (matcher.group(2)) {
                    case "H" -> TimeUnit.HOURS;
                    case "M" -> TimeUnit.MINUTES;
                    case "S" -> TimeUnit.SECONDS;
                    case "m" -> TimeUnit.MILLISECONDS;
                    case "u" -> TimeUnit.MICROSECONDS;
                    default -> TimeUnit.NANOSECONDS;
                };
        return Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit.toChronoUnit()));
    }

    /// Writes what is left, in the finest unit that holds it.
    static String format(Duration left) {
        if (left.isNegative()) {
            return "0n";
        }
        long micros = TimeUnit.MICROSECONDS.convert(left);
        if (micros <= MOST) {
            return micros + "u";
        }
        long millis = left.toMillis();
        return millis <= MOST ? millis + "m" : Math.min(left.toSeconds(), MOST) + "S";
    }
}
