package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.SessionSettings;
import dev.serval.engine.onnx.ort.SessionSettings.ExecutionMode;
import dev.serval.engine.onnx.ort.SessionSettings.GraphOptimization;
import dev.serval.engine.onnx.ort.SessionSettings.Memory;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.engine.ModelParameters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a model's configuration says to ONNX Runtime, by the names that Triton's backend has for
/// it:
///
/// | parameter | value |
/// | --- | --- |
/// | `intra_op_thread_count` | threads within one operator; 0 or none: the engine setting |
/// | `inter_op_thread_count` | threads for operators side by side; 0 or none: 1 |
/// | `execution_mode` | `0` or `sequential`, `1` or `parallel` |
/// | `graph_optimization_level` | `disable_all`, `enable_basic`, `enable_extended`, `enable_layout`, `enable_all`, or ONNX Runtime's number for it |
/// | `enable_mem_arena`, `enable_mem_pattern` | `1` or `0` |
/// | `memory.enable_memory_arena_shrinkage` | `cpu:0`: memory is given back after every run |
/// | `session.…`, `optimization.…`, `mlas.…` | ONNX Runtime's session configuration keys, as they are |
///
/// Idle threads do not spin, so that an idle model costs no CPU; `session.intra_op.allow_spinning`
/// and `session.inter_op.allow_spinning` change that. Parameters of other names are ignored with a
/// warning.
record SessionParameters(SessionSettings settings, ArenaShrinkage arenaShrinkage) {
    private static final Logger LOG = System.getLogger(SessionParameters.class.getName());

    private static final String INTRA_THREADS = "intra_op_thread_count";
    private static final String INTER_THREADS = "inter_op_thread_count";
    private static final String EXECUTION_MODE = "execution_mode";
    private static final String OPTIMIZATION = "graph_optimization_level";
    private static final String ARENA = "enable_mem_arena";
    private static final String PATTERNS = "enable_mem_pattern";
    private static final String SHRINKAGE = "memory.enable_memory_arena_shrinkage";
    private static final List<String> KNOWN =
            List.of(
                    INTRA_THREADS,
                    INTER_THREADS,
                    EXECUTION_MODE,
                    OPTIMIZATION,
                    ARENA,
                    PATTERNS,
                    SHRINKAGE);
    private static final List<String> PASSED_ON = List.of("session.", "optimization.", "mlas.");
    private static final Duration SHRINKAGE_INTERVAL = Duration.ofSeconds(10);

    /// @throws ModelLoadException naming the first parameter with a value that it cannot have
    static SessionParameters of(EngineSettings settings) throws ModelLoadException {
        ModelParameters given = ModelParameters.of(settings);
        given.byName().keySet().forEach(SessionParameters::warnIfUnknown);
        boolean arena = flag(given, ARENA);
        SessionSettings session =
                new SessionSettings(
                        given.threads(INTRA_THREADS, settings.threads()),
                        given.threads(INTER_THREADS, 1),
                        optimization(given),
                        executionMode(given),
                        new Memory(arena, flag(given, PATTERNS)),
                        configEntries(given));
        return new SessionParameters(session, arenaShrinkage(given, arena));
    }

    private static ArenaShrinkage arenaShrinkage(ModelParameters given, boolean arena) {
        if (!arena) {
            return ArenaShrinkage.NEVER;
        }
        return given.find(SHRINKAGE).isPresent()
                ? ArenaShrinkage.EVERY_RUN
                : ArenaShrinkage.every(SHRINKAGE_INTERVAL, System::nanoTime);
    }

    private static Map<String, String> configEntries(ModelParameters given) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("session.intra_op.allow_spinning", "0");
        entries.put("session.inter_op.allow_spinning", "0");
        given.byName()
                .forEach((name, value) -> {
                    if (isPassedOn(name)) {
                        entries.put(name, value.text());
                    }
                });
        return entries;
    }

    private static GraphOptimization optimization(ModelParameters given) throws ModelLoadException {
        Optional<String> text = given.find(OPTIMIZATION);
        if (text.isEmpty()) {
            return GraphOptimization.ENABLE_ALL;
        }
        for (GraphOptimization level : GraphOptimization.values()) {
            if (level.name().equalsIgnoreCase(text.get())
                    || Integer.toString(level.code()).equals(text.get())) {
                return level;
            }
        }
        String expected = Arrays.toString(GraphOptimization.values()).toLowerCase(Locale.ROOT);
        throw ModelParameters.refused(OPTIMIZATION, text.get(), "one of " + expected);
    }

    private static ExecutionMode executionMode(ModelParameters given) throws ModelLoadException {
        String text = given.find(EXECUTION_MODE).orElse("0");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "0", "sequential" -> ExecutionMode.SEQUENTIAL;
            case "1", "parallel" -> ExecutionMode.PARALLEL;
            default ->
                    throw ModelParameters.refused(
                            EXECUTION_MODE, text, "0 (sequential) or 1 (parallel)");
        };
    }

    private static boolean flag(ModelParameters given, String name) throws ModelLoadException {
        String text = given.find(name).orElse("1");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw ModelParameters.refused(name, text, "0 or 1");
        };
    }

    private static boolean isPassedOn(String name) {
        return PASSED_ON.stream().anyMatch(name::startsWith);
    }

    private static void warnIfUnknown(String name) {
        if (!KNOWN.contains(name) && !isPassedOn(name)) {
            LOG.log(
                    Level.WARNING,
                    "parameter ''{0}'' is ignored: the ONNX engine does not know it; the nearest"
                            + " that it knows is ''{1}''",
                    name,
                    NearestName.of(name, KNOWN));
        }
    }
}
