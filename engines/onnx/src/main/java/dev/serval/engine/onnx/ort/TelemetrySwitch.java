package dev.serval.engine.onnx.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
        MemorySegment setenv = NativeSymbols.ofSystem().findOrThrow("setenv");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(VARIABLE);
            MemorySegment value = arena.allocateFrom("1");
            MemorySegment result =
                    NativeCall.call(setenv, name, value, NativeCall.integer(OVERWRITE));
            if (NativeCall.asInt(result) != 0) {
                throw new OrtFailure("the C library refused to set " + VARIABLE);
            }
        }
    }
}
