package dev.serval.server.body;

import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The process's tensor memory and the limit of what is taken from the network.
@ApplicationScoped
class MemoryProducer {
    private static final long RETAINED_BYTES_PER_CLASS = 8L << 20;

    @Produces
    @Singleton
    TensorAllocator allocator() {
        return new PooledTensorAllocator(RETAINED_BYTES_PER_CLASS);
    }

    /// One message has to fit a buffer of the platform, so the limit never goes beyond 2 GiB.
    @Produces
    @Singleton
    BodyLimit limit(BodyConfig config) {
        return new BodyLimit(Math.min(config.maxBody().asLongValue(), Integer.MAX_VALUE));
    }
}
