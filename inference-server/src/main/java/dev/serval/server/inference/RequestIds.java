package dev.serval.server.inference;

import dev.serval.inference.request.InferRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names requests that came without an id, as KServe does.
public final class RequestIds {
    private RequestIds() {}

    /// The request with the id it has, or a fresh one.
    public static InferRequest ensure(InferRequest request) {
        return request.id() == null || request.id().isEmpty() ? request.withId(fresh()) : request;
    }

    /// A version 4 UUID. It names things and keeps no secret, so a fast source is good enough.
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
