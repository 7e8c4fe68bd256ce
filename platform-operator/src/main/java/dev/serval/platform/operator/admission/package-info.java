/// What the API server asks before it stores a resource: answered over HTTPS on paths of KServe, by
/// the same pure code that plans. Knows nothing of reconciling.
@NullMarked
package dev.serval.platform.operator.admission;

import org.jspecify.annotations.NullMarked;
