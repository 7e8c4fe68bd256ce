package dev.serval.platform.local.routing;

/// Where a call goes.
public sealed interface Destination {
    /// To a revision of a component.
    ///
    /// @param uri the path and query that the component sees
    record ToRevision(
            ServiceRoute service, ComponentRoute component, RevisionShare share, String uri)
            implements Destination {}

    /// To the platform itself: it names no service.
    record ToPlatform() implements Destination {}

    /// To a service that is not there.
    ///
    /// @param message which, in a sentence for the caller
    record Unknown(String message) implements Destination {}

    /// To a service that answers nothing now.
    ///
    /// @param message why, in a sentence for the caller
    record Unavailable(String message) implements Destination {}
}
