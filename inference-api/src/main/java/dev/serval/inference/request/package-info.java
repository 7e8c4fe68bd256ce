/// One inference call as every wire and every engine sees it: the request, its parameters, the
/// answer, and the call's deadline and cancellation. Knows nothing of how bytes carry them.
@NullMarked
package dev.serval.inference.request;

import org.jspecify.annotations.NullMarked;
