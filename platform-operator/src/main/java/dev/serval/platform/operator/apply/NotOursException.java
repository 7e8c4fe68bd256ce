package dev.serval.platform.operator.apply;

/// An object of the name that is wanted is there, and belongs to somebody else.
public final class NotOursException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOursException(String message) {
        super(message);
    }
}
