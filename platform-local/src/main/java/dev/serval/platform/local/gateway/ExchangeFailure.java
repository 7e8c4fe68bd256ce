package dev.serval.platform.local.gateway;

/// Why an exchange failed.
sealed interface ExchangeFailure {
    /// No connection could be made.
    record Unreachable(String reason) implements ExchangeFailure {}

    /// The connection ended.
    record ConnectionLost() implements ExchangeFailure {}

    /// The replica took the call back, as HTTP/2 lets it.
    ///
    /// @param code HTTP/2's error code
    record Reset(long code) implements ExchangeFailure {
        private static final long REFUSED_STREAM = 7;

        /// Whether the replica did nothing for the call.
        boolean isUntouched() {
            return code == REFUSED_STREAM;
        }
    }

    /// The answer is no HTTP.
    record Malformed(String reason) implements ExchangeFailure {}
}
