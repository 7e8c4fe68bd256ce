/// The management interface of a running local platform, as those see it who call it, and how one
/// is found. Knows resources only as trees of JSON, which keeps a command quick to start.
@NullMarked
package dev.serval.platform.local.client;

import org.jspecify.annotations.NullMarked;
