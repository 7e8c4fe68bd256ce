package dev.serval.inference.library;

import java.util.Locale;

/// The kind of machine for which a native library was made.
///
/// @param system the operating system
/// @param architecture the processor's
public record Platform(OperatingSystem system, Architecture architecture) {
    /// Operating systems that engines have libraries for.
    public enum OperatingSystem {
        LINUX,
        MACOS,
        OTHER
    }

    /// Processors that engines have libraries for.
    public enum Architecture {
        X86_64,
        AARCH64,
        OTHER;

        /// How most libraries call it; those that know no other processor are for x86-64.
        public String title() {
            return this == AARCH64 ? "aarch64" : "x86_64";
        }
    }

    /// This machine.
    public static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /// The machine that the JVM's properties `os.name` and `os.arch` describe.
    static Platform of(String name, String architecture) {
        String lower = name.toLowerCase(Locale.ROOT);
        OperatingSystem system =
                lower.startsWith("linux")
                        ? OperatingSystem.LINUX
                        : lower.startsWith("mac") ? OperatingSystem.MACOS : OperatingSystem.OTHER;
        return new Platform(
                system,
                switch (architecture) {
                    case "amd64", "x86_64" -> Architecture.X86_64;
                    case "aarch64", "arm64" -> Architecture.AARCH64;
                    default -> Architecture.OTHER;
                });
    }

    @Override
    public String toString() {
        return "%s on %s".formatted(system, architecture).toLowerCase(Locale.ROOT);
    }
}
