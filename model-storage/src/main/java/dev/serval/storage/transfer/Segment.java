package dev.serval.storage.transfer;

/// A part of a file that is asked for at once: from `from` up to, not including, `to`.
record Segment(PartialFile file, int index, long from, long to) {
    /// Whether nobody knows where the file ends.
    boolean isOpenEnded() {
        return to == Long.MAX_VALUE;
    }
}
