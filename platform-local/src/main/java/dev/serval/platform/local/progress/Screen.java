package dev.serval.platform.local.progress;

import java.util.List;

/// Where progress is shown: lines that stay, and below them lines that are replaced.
public sealed interface Screen permits Terminal, LineScreen {
    /// Adds lines that stay.
    ///
    /// @param lines what stays
    /// @param live what stands below them for now
    void show(List<String> lines, List<String> live);

    /// The signs and colours that this screen can show.
    Style style();
}
