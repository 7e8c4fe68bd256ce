package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Keeps ONNX Runtime from reporting to its makers.
///
/// From 1.29 on, its official builds for Linux and macOS carry an uploader that starts when the
/// environment is created: it writes a device id and a database under `~/.cache/Microsoft` and a
/// `mat-debug-<pid>.log` in the temporary folder, runs `blkid` and `hostname` through a shell where
/// the machine has no id of its own (and crashes if there is no shell), and sends the models' file
/// and graph names over the network. The API's `DisableTelemetryEvents` wants an environment and so
/// comes too late. The one full opt-out is `ORT_DISABLE_TELEMETRY=1` in the process' environment,
/// which is read once, when the environment is created (microsoft/onnxruntime#27379). Java cannot
/// change its own environment, so C's `setenv` does; child processes that Java starts do not see
/// it.
final class TelemetrySwitch {
    /// The variable that ONNX Runtime reads.
    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private static final int OVERWRITE = 1;

    private TelemetrySwitch() {}

    /// Turns it off for the process. To be called before the environment is created.
    static void turnOff() {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setenv"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(VARIABLE);
            MemorySegment value = arena.allocateFrom("1");
            int result = (int) setenv.invokeExact(name, value, OVERWRITE);
            if (result != 0) {
                throw new OrtFailure("the C library refused to set " + VARIABLE);
            }
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
    }
}
