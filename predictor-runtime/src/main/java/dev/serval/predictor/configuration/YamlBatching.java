package dev.serval.predictor.configuration;

import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the key `batching` of a `model.yaml`. Durations are in milliseconds, as KServe's batcher
/// has them.
final class YamlBatching {
    private static final List<String> POLICY_KEYS =
            List.of("maxQueueSize", "timeout", "timeoutAction", "requestsMayShorten");
    private static final List<String> KEYS =
            List.of(
                    "mode",
                    "maxBatchSize",
                    "maxLatency",
                    "preferredSizes",
                    "priorityLevels",
                    "defaultPriority",
                    "priorities",
                    "maxQueueSize",
                    "timeout",
                    "timeoutAction",
                    "requestsMayShorten");
    private static final int MOST_LEVELS = 64;

    private YamlBatching() {}

    static BatchingSettings read(Optional<YamlValue> given) throws ConfigurationException {
        if (given.isEmpty()) {
            return BatchingSettings.DEFAULT;
        }
        YamlMap map = given.get().map();
        map.requireOnly(KEYS);
        YamlValue mode = map.find("mode").orElse(null);
        YamlValue latency = map.find("maxLatency").orElse(null);
        YamlValue preferred = map.find("preferredSizes").orElse(null);
        return new BatchingSettings(
                mode == null ? null : choice(mode, BatchingMode.class),
                whole(map, "maxBatchSize", 1, Integer.MAX_VALUE, 0),
                latency == null ? null : Duration.ofMillis(latency.whole(0, Integer.MAX_VALUE)),
                preferred == null
                        ? List.of()
                        : preferred.wholes(1, Integer.MAX_VALUE).stream()
                                .map(Math::toIntExact)
                                .toList(),
                queue(map));
    }

    private static QueueSettings queue(YamlMap map) throws ConfigurationException {
        int levels = whole(map, "priorityLevels", 0, MOST_LEVELS, 0);
        QueuePolicy policy = policy(map, QueuePolicy.DEFAULT);
        return new QueueSettings(
                levels,
                whole(map, "defaultPriority", 1, Math.max(1, levels), 1),
                policy,
                priorities(map.find("priorities").orElse(null), levels, policy));
    }

    private static Map<Integer, QueuePolicy> priorities(
            @Nullable YamlValue given, int levels, QueuePolicy otherwise)
            throws ConfigurationException {
        Map<Integer, QueuePolicy> policies = new HashMap<>();
        if (given == null) {
            return policies;
        }
        YamlMap map = given.map();
        for (String priority : map.keys()) {
            YamlValue value = map.find(priority).orElseThrow();
            YamlMap policy = value.map();
            policy.requireOnly(POLICY_KEYS);
            policies.put(level(priority, levels, value), policy(policy, otherwise));
        }
        return policies;
    }

    private static int level(String priority, int levels, YamlValue place)
            throws ConfigurationException {
        try {
            int level = Integer.parseInt(priority);
            if (level >= 1 && level <= levels) {
                return level;
            }
        } catch (NumberFormatException notDecimal) {
            // Refused below, as a priority that there is not.
        }
        throw place.refusal(
                "batching.priorities has '%s', expected priorities from 1 to priorityLevels (%d)"
                        .formatted(priority, levels));
    }

    private static QueuePolicy policy(YamlMap map, QueuePolicy otherwise)
            throws ConfigurationException {
        YamlValue timeout = map.find("timeout").orElse(null);
        YamlValue action = map.find("timeoutAction").orElse(null);
        YamlValue mayShorten = map.find("requestsMayShorten").orElse(null);
        return new QueuePolicy(
                whole(map, "maxQueueSize", 0, Integer.MAX_VALUE, otherwise.maxSize()),
                timeout == null
                        ? otherwise.timeout()
                        : Duration.ofMillis(timeout.whole(0, Integer.MAX_VALUE)),
                action == null ? otherwise.action() : choice(action, TimeoutAction.class),
                mayShorten == null ? otherwise.requestsMayShorten() : mayShorten.flag());
    }

    private static int whole(YamlMap map, String key, int least, int most, int otherwise)
            throws ConfigurationException {
        YamlValue value = map.find(key).orElse(null);
        return value == null ? otherwise : (int) value.whole(least, most);
    }

    private static <E extends Enum<E>> E choice(YamlValue value, Class<E> type)
            throws ConfigurationException {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.text())) {
                return constant;
            }
        }
        throw value.mistyped(
                "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }
}
