package dev.serval.platform.local.state;

import java.nio.file.Path;

/// A file of the state folder that could not be read.
///
/// @param file the file
/// @param message what is wrong with it
/// @param aside where it was put, for its user to look at
public record StateProblem(Path file, String message, Path aside) {
    /// `FILE could not be read and was put aside as ASIDE: MESSAGE`
    @Override
    public String toString() {
        return "%s could not be read and was put aside as %s: %s".formatted(file, aside, message);
    }
}
