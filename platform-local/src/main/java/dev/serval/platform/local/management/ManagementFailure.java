package dev.serval.platform.local.management;

/// Why a call of the management interface is not answered with what it asked for.
abstract sealed class ManagementFailure extends RuntimeException
        permits ManagementFailure.Malformed,
                ManagementFailure.Foreign,
                ManagementFailure.Missing,
                ManagementFailure.NotAccepted {
    private static final long serialVersionUID = 1L;

    private final String error;

    private ManagementFailure(String error) {
        super(error);
        this.error = error;
    }

    /// What was found and what was expected.
    String error() {
        return error;
    }

    /// The call itself is wrong.
    static final class Malformed extends ManagementFailure {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /// The call comes from another site's page.
    static final class Foreign extends ManagementFailure {
        private static final long serialVersionUID = 1L;

        Foreign(String message) {
            super(message);
        }
    }

    /// There is no such thing.
    static final class Missing extends ManagementFailure {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /// The resource is refused.
    static final class NotAccepted extends ManagementFailure {
        private static final long serialVersionUID = 1L;

        NotAccepted(String message) {
            super(message);
        }
    }
}
