package dev.serval.platform.local.startup;

import dev.serval.platform.local.progress.ProgressBoard;

/// Keeps the board moving while a service is underway, and says how to stop when none is any more.
final class Wheel {
    private final ProgressBoard board;
    private boolean isTold;

    Wheel(ProgressBoard board) {
        this.board = board;
    }

    void turn() {
        if (board.isAnyUnderway()) {
            board.redraw();
            return;
        }
        if (!isTold) {
            isTold = true;
            board.say("", "Ctrl-C stops all.");
        }
    }
}
