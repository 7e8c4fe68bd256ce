/// What this server and its models say of themselves, as values that REST writes as they are and
/// gRPC copies into its messages: metadata, configuration, statistics and the repository's index.
/// Knows nothing of either wire.
@NullMarked
package dev.serval.server.description;

import org.jspecify.annotations.NullMarked;
