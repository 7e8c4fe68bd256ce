package dev.serval.platform.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/// What a watch tells.
public sealed interface WatchEvent {
    /// A resource is there, or has changed.
    record Present(JsonNode resource) implements WatchEvent {}

    /// A resource was taken away.
    record Gone(JsonNode resource) implements WatchEvent {}

    /// All that was there when the watch began has been told.
    record UpToDate() implements WatchEvent {}
}
