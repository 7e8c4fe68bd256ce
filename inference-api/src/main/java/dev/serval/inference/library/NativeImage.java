package dev.serval.inference.library;

import java.nio.file.Path;
import java.util.Optional;

/// Whether this process is a program that GraalVM compiled before it was started, and where that
/// lies. Such a program holds the engines that were built into it, and loads no other class.
public final class NativeImage {
    private NativeImage() {}

    /// Whether this process is one.
    public static boolean isRunning() {
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    /// The folder of the program's file; empty where the system does not tell.
    public static Optional<Path> folder() {
        return ProcessHandle.current()
                .info()
                .command()
                .map(program -> Path.of(program).resolveSibling(""));
    }
}
