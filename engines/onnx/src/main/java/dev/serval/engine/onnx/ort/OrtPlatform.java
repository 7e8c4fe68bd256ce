package dev.serval.engine.onnx.ort;

import java.util.Locale;

/// Which of the libraries in ONNX Runtime's jar is this machine's.
///
/// @param folder the folder in the jar
/// @param fileName the library's file name
record OrtPlatform(String folder, String fileName) {
    /// @throws OrtFailure if the jar has none for this machine
    static OrtPlatform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /// @throws OrtFailure if the jar has none for such a machine
    static OrtPlatform of(String operatingSystem, String architecture) {
        boolean arm =
                switch (architecture) {
                    case "aarch64", "arm64" -> true;
                    case "amd64", "x86_64" -> false;
                    default -> throw unserved(operatingSystem, architecture);
                };
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) {
            return new OrtPlatform(arm ? "linux-aarch64" : "linux-x64", "libonnxruntime.so");
        }
        if (system.startsWith("mac") && arm) {
            return new OrtPlatform("osx-aarch64", "libonnxruntime.dylib");
        }
        throw unserved(operatingSystem, architecture);
    }

    String resource() {
        return "/ai/onnxruntime/native/" + folder + "/" + fileName;
    }

    private static OrtFailure unserved(String operatingSystem, String architecture) {
        return new OrtFailure(
                "no ONNX Runtime for %s on %s, only for Linux on x86-64 and arm64, macOS on arm64"
                        .formatted(operatingSystem, architecture));
    }
}
