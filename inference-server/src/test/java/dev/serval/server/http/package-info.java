@NullMarked
package dev.serval.server.http;

import org.jspecify.annotations.NullMarked;
