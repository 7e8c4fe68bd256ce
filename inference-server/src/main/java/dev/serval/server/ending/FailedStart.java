package dev.serval.server.ending;

import java.util.List;

/// Ends a process that cannot do what it is there for, as KServe's servers do, so that whoever
/// started it takes notice.
@FunctionalInterface
public interface FailedStart {
    /// Tells why, and has the process end with code 1, in order and on another thread.
    ///
    /// @param reasons sentences that name what is wrong
    void end(List<String> reasons);
}
