/// Tests of the description of the REST calls.
@NullMarked
package dev.serval.server.openapi;

import org.jspecify.annotations.NullMarked;
