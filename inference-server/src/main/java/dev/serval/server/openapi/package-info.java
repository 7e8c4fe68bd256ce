/// The description of the REST calls as OpenAPI, and pages that show it. The description is written
/// by hand: inference calls are plain routes, which no annotation describes, and nothing of it is
/// read before somebody asks for it.
@NullMarked
package dev.serval.server.openapi;

import org.jspecify.annotations.NullMarked;
