package dev.serval.platform.local.capacity;

/// Where a replica answers.
///
/// @param replica its name: `iris-predictor-00001-a`
/// @param port its port on the loopback interface, for HTTP/1.1 and HTTP/2 without TLS alike
public record ReplicaAddress(String replica, int port) {}
