package dev.serval.server.inference;

import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ServedModel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The model that a call names.
///
/// @param version `null` where the caller leaves the choice to the model's version policy
public record ModelAddress(ModelName name, @Nullable ModelVersion version) {
    private static final Logger LOG = Logger.getLogger(ModelAddress.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The address that a wire's texts stand for.
    ///
    /// @param version empty where the wire names none
    /// @throws UnknownModel if no model can have that name or version
    public static ModelAddress of(String name, String version) {
        ModelName modelName = new ModelName(name);
        if (version.isEmpty()) {
            return new ModelAddress(modelName, null);
        }
        return new ModelAddress(
                modelName,
                ModelVersion.find(version).orElseThrow(() -> new UnknownModel(name, version)));
    }

    /// The model of that address.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if it cannot be called now
    /// @throws ModelIsCold if it can once it was brought into memory
    public ServedModel requireFrom(ModelCatalog catalog) {
        return catalog.require(name, version);
    }

    /// The model of that address, which is brought into memory first if need be; blocks meanwhile.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if it cannot be called now
    public ServedModel awaitFrom(ModelCatalog catalog) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return requireFrom(catalog);
            } catch (ModelIsCold cold) {
                await(cold, end - System.nanoTime());
            }
        }
    }

    private void await(ModelIsCold cold, long nanos) {
        try {
            cold.wake().toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ModelNotReady(name.value(), "It is still being brought into memory.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelNotReady(name.value(), "It was being brought into memory.");
        } catch (ExecutionException failed) {
            LOG.debugf(failed, "model '%s' was not brought into memory", name);
        }
    }
}
