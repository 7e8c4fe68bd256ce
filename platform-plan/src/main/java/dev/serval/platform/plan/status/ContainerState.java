package dev.serval.platform.plan.status;

/// What is seen of a container.
public sealed interface ContainerState {
    /// It works.
    record Running() implements ContainerState {}

    /// It has not started yet.
    record Waiting() implements ContainerState {}

    /// It ended well.
    record Finished() implements ContainerState {}

    /// It ended with an error, whether or not it is being started again.
    ///
    /// @param message the last it said
    /// @param exitCode what it ended with
    record Failed(String message, int exitCode) implements ContainerState {}
}
