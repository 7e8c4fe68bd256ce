/// The scripts at the root, run as a user runs them: `serval`, `mvnw` and the search for a JDK, in
/// a folder of their own with made-up JDKs, a made-up Maven and no other tools than they need.
/// Knows nothing of what the programs do that the launcher starts.
@NullMarked
package dev.serval.launcher;

import org.jspecify.annotations.NullMarked;
