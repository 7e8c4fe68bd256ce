package dev.serval.platform.local.state;

import java.io.IOException;

/// Another platform works on the state folder.
public final class StateInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    StateInUseException(String message) {
        super(message);
    }
}
