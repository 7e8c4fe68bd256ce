/// Models that are on this machine already: `file://` and plain paths. Knows no network.
@NullMarked
package dev.serval.storage.file;

import org.jspecify.annotations.NullMarked;
