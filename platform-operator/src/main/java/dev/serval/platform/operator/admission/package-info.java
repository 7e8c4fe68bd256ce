/// What the API server asks before it stores a resource: answered over HTTPS on paths of KServe, by
/// the same pure code that plans. Its server also hands on what is asked of conversions. Knows
/// nothing of reconciling.
@NullMarked
package dev.serval.platform.operator.admission;

import org.jspecify.annotations.NullMarked;
