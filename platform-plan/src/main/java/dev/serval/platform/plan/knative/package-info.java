/// What Kubernetes with Knative Serving runs for a plan: one Knative Service for each component,
/// and the route that joins them under one host. Pure; applies nothing.
@NullMarked
package dev.serval.platform.plan.knative;

import org.jspecify.annotations.NullMarked;
