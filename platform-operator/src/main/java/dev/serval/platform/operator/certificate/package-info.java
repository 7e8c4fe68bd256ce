/// The certificate with which the webhooks answer: made by the operator itself, kept in a Secret,
/// renewed before it ends, and told to the API server; or brought by cert-manager, where that is
/// asked for.
@NullMarked
package dev.serval.platform.operator.certificate;

import org.jspecify.annotations.NullMarked;
