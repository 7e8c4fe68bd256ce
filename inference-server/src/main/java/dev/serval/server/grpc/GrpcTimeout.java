package dev.serval.server.grpc;

import dev.serval.inference.failure.InvalidInput;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Reads the `grpc-timeout` header: up to eight digits and a unit, as the gRPC over HTTP/2
/// specification has it.
final class GrpcTimeout {
    private static final int LONGEST = 9;

    private GrpcTimeout() {}

    /// The time that a header such as `10S` or `500m` asks for.
    ///
    /// @throws InvalidInput if it is no timeout
    static Duration parse(String header) {
        int digits = header.length() - 1;
        if (digits < 1 || header.length() > LONGEST) {
            throw malformed(header);
        }
        try {
            long amount = Long.parseLong(header.substring(0, digits));
            if (amount >= 0) {
                return Duration.of(amount, unit(header));
            }
        } catch (NumberFormatException notDecimal) {
            throw malformed(header);
        }
        throw malformed(header);
    }

    private static ChronoUnit unit(String header) {
        return switch (header.charAt(header.length() - 1)) {
            case 'H' -> ChronoUnit.HOURS;
            case 'M' -> ChronoUnit.MINUTES;
            case 'S' -> ChronoUnit.SECONDS;
            case 'm' -> ChronoUnit.MILLIS;
            case 'u' -> ChronoUnit.MICROS;
            case 'n' -> ChronoUnit.NANOS;
            default -> throw malformed(header);
        };
    }

    private static InvalidInput malformed(String header) {
        return new InvalidInput(
                "grpc-timeout is '%s', expected up to 8 digits and one of H, M, S, m, u, n"
                        .formatted(header));
    }
}
