/// What Knative runs for a service: its objects watched where Knative is installed, and what they
/// tell as an observation.
@NullMarked
package dev.serval.platform.operator.knative;

import org.jspecify.annotations.NullMarked;
