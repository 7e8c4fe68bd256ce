package dev.serval.platform.local.management;

/// The body of every answer that is none: `{"error": "…"}`.
record ErrorBody(String error) {}
