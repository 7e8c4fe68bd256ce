/// What is announced of a service as events of Kubernetes: only what changed with a report, so that
/// a service that stays as it is says nothing.
@NullMarked
package dev.serval.platform.operator.event;

import org.jspecify.annotations.NullMarked;
