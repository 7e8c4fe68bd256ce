/// What is reported of an InferenceService, as the clients of KServe read it. Values only: what
/// they are computed from is the planner's business.
@NullMarked
package dev.serval.platform.api.status;

import org.jspecify.annotations.NullMarked;
