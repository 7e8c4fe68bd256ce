package dev.serval.predictor.configuration;

import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import dev.serval.predictor.textformat.TextField;
import dev.serval.predictor.textformat.TextValue;
import dev.serval.server.configuration.ConfigurationException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a `config.pbtxt` says of batching: `max_batch_size` and `dynamic_batching`. A size of
/// 0 switches it off, and `dynamic_batching` has requests merged whenever several wait.
final class TritonBatching {
    private static final int MOST_LEVELS = 64;

    private final TritonFields fields;
    private final List<String> warnings;
    private final List<Integer> preferredSizes = new ArrayList<>();
    private final Map<Integer, QueuePolicy> policies = new HashMap<>();
    private @Nullable BatchingMode mode;
    private @Nullable Duration maxLatency;
    private QueuePolicy defaultPolicy = QueuePolicy.DEFAULT;
    private int maxBatchSize;
    private int levels;
    private int defaultPriority = 1;

    TritonBatching(TritonFields fields, List<String> warnings) {
        this.fields = fields;
        this.warnings = warnings;
    }

    BatchingSettings settings() {
        return new BatchingSettings(
                mode,
                maxBatchSize,
                maxLatency,
                preferredSizes,
                new QueueSettings(
                        levels,
                        Math.clamp(defaultPriority, 1, Math.max(1, levels)),
                        defaultPolicy,
                        policies));
    }

    void limit(int rows) {
        maxBatchSize = rows;
        if (rows == 0) {
            mode = BatchingMode.OFF;
        }
    }

    void read(TextValue.Message batching) throws ConfigurationException {
        mode = mode == BatchingMode.OFF ? BatchingMode.OFF : BatchingMode.ALWAYS;
        maxLatency = Duration.ZERO;
        for (TextField field : batching.fields()) {
            read(field);
        }
    }

    private void read(TextField field) throws ConfigurationException {
        switch (field.name()) {
            case "preferred_batch_size" ->
                    preferredSizes.add((int) fields.whole(field, 1, Integer.MAX_VALUE));
            case "max_queue_delay_microseconds" -> maxLatency = micros(field);
            case "priority_levels" -> levels = (int) fields.whole(field, 0, MOST_LEVELS);
            case "default_priority_level" ->
                    defaultPriority = (int) fields.whole(field, 0, MOST_LEVELS);
            case "default_queue_policy" -> defaultPolicy = policy(fields.message(field));
            case "priority_queue_policy" -> readPriority(field);
            default -> warnings.add(fields.unused(field, "dynamic_batching." + field.name()));
        }
    }

    /// An entry of the map `priority_queue_policy`: `{ key: 1 value: { … } }`.
    private void readPriority(TextField entry) throws ConfigurationException {
        int level = 0;
        QueuePolicy policy = QueuePolicy.DEFAULT;
        for (TextField field : fields.message(entry).fields()) {
            switch (field.name()) {
                case "key" -> level = (int) fields.whole(field, 1, MOST_LEVELS);
                case "value" -> policy = policy(fields.message(field));
                default -> throw fields.mistyped(entry, "key and value");
            }
        }
        if (level == 0) {
            throw fields.mistyped(entry, "key and value");
        }
        policies.put(level, policy);
    }

    private QueuePolicy policy(TextValue.Message given) throws ConfigurationException {
        TimeoutAction action = TimeoutAction.REJECT;
        Duration timeout = Duration.ZERO;
        boolean mayShorten = false;
        int maxSize = 0;
        for (TextField field : given.fields()) {
            switch (field.name()) {
                case "timeout_action" -> action = action(field);
                case "default_timeout_microseconds" -> timeout = micros(field);
                case "allow_timeout_override" -> mayShorten = flag(field);
                case "max_queue_size" -> maxSize = (int) fields.whole(field, 0, Integer.MAX_VALUE);
                default -> warnings.add(fields.unused(field, field.name()));
            }
        }
        return new QueuePolicy(maxSize, timeout, action, mayShorten);
    }

    private TimeoutAction action(TextField field) throws ConfigurationException {
        return switch (fields.word(field)) {
            case "REJECT" -> TimeoutAction.REJECT;
            case "DELAY" -> TimeoutAction.DELAY;
            default -> throw fields.mistyped(field, "REJECT or DELAY");
        };
    }

    private boolean flag(TextField field) throws ConfigurationException {
        return switch (fields.word(field)) {
            case "true", "True", "t" -> true;
            case "false", "False", "f" -> false;
            default -> throw fields.mistyped(field, "true or false");
        };
    }

    private Duration micros(TextField field) throws ConfigurationException {
        return Duration.of(fields.whole(field, 0, Integer.MAX_VALUE), ChronoUnit.MICROS);
    }
}
