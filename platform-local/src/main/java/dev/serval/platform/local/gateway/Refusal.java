package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.NoPlace;
import org.jspecify.annotations.Nullable;

/// An answer of the gateway's own, in the terms of both wires.
///
/// @param status HTTP's status
/// @param grpcStatus gRPC's status
/// @param mayRetry whether the caller is asked to come again in a second
/// @param message why, in a sentence
record Refusal(int status, int grpcStatus, boolean mayRetry, String message) {
    private static final int GRPC_DEADLINE_EXCEEDED = 4;
    private static final int GRPC_NOT_FOUND = 5;
    private static final int GRPC_PERMISSION_DENIED = 7;
    private static final int GRPC_RESOURCE_EXHAUSTED = 8;
    private static final int GRPC_UNIMPLEMENTED = 12;
    private static final int GRPC_UNAVAILABLE = 14;

    static Refusal unknown(String message) {
        return new Refusal(404, GRPC_NOT_FOUND, false, message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(403, GRPC_PERMISSION_DENIED, false, message);
    }

    static Refusal unsupported(String message) {
        return new Refusal(501, GRPC_UNIMPLEMENTED, false, message);
    }

    static Refusal unavailable(String message) {
        return new Refusal(503, GRPC_UNAVAILABLE, true, message);
    }

    static Refusal tooLate(String message) {
        return new Refusal(504, GRPC_DEADLINE_EXCEEDED, false, message);
    }

    static Refusal badGateway(String message) {
        return new Refusal(502, GRPC_UNAVAILABLE, false, message);
    }

    /// Replicas ended while they worked on the call, which was sent so often.
    static Refusal lost(int times) {
        return badGateway(
                "the replica ended while it worked on this call (sent %d times)".formatted(times));
    }

    /// What a replica answered cannot be passed on.
    static Refusal malformed(@Nullable String reason) {
        return badGateway("the replica's answer is no HTTP: " + reason);
    }

    /// Why a call to `revision` got no place.
    static Refusal of(NoPlace reason, String revision) {
        return switch (reason) {
            case NoPlace.QueueFull(int limit) ->
                    new Refusal(
                            429,
                            GRPC_RESOURCE_EXHAUSTED,
                            true,
                            "revision '%s': %d calls wait already, as many as may"
                                    .formatted(revision, limit));
            case NoPlace.TimedOut(var waited) ->
                    tooLate(
                            "revision '%s': no replica was free within %.1f s"
                                    .formatted(revision, waited.toMillis() / 1e3));
            case NoPlace.NotStarting(String why) ->
                    unavailable("revision '%s' does not start: %s".formatted(revision, why));
            case NoPlace.Retired() ->
                    unavailable("revision '%s' is no longer served".formatted(revision));
        };
    }
}
