/// Models that any web server hands out as one file. Knows no store's protocol beyond HTTP.
@NullMarked
package dev.serval.storage.http;

import org.jspecify.annotations.NullMarked;
