package dev.serval.platform.local.client;

/// Why a call of a platform came to nothing, in a sentence for whoever made it.
public abstract sealed class CallFailure extends Exception
        permits CallFailure.Refused, CallFailure.Unreachable {
    private static final long serialVersionUID = 1L;

    private CallFailure(String message) {
        super(message);
    }

    /// The platform, or a service behind it, refused.
    public static final class Refused extends CallFailure {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        /// The status of the answer: 404 where there is no such thing.
        public int status() {
            return status;
        }
    }

    /// Nobody answers.
    public static final class Unreachable extends CallFailure {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message);
        }
    }
}
