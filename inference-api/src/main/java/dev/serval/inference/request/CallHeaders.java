package dev.serval.inference.request;

import java.util.Optional;

/// What a caller said beside its request: the headers of HTTP, or the metadata of gRPC.
@FunctionalInterface
public interface CallHeaders {
    /// Of a caller that said nothing.
    CallHeaders NONE = _ -> Optional.empty();

    /// The first value of a header.
    ///
    /// @param name in lower case; callers may write it in any
    Optional<String> find(String name);
}
