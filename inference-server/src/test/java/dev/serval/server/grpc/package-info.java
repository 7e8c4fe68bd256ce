@NullMarked
package dev.serval.server.grpc;

import org.jspecify.annotations.NullMarked;
