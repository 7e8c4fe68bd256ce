/// Turns resources of one version of their kind into those of another, where the API server asks
/// for it. Each kind has one version today, and so nothing is registered: what a second version of
/// a kind needs is an [dev.serval.platform.operator.conversion.Conversion] and the CRD's strategy
/// `Webhook`.
@NullMarked
package dev.serval.platform.operator.conversion;

import org.jspecify.annotations.NullMarked;
