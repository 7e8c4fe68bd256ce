package dev.serval.platform.local.command;

/// A verb that did not do what it was asked for, for a reason that its user is told.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
