/// Models that are on this machine already: `file://`, plain paths, and the volumes of `pvc://`
/// where they are mounted. Knows no network.
@NullMarked
package dev.serval.storage.file;

import org.jspecify.annotations.NullMarked;
