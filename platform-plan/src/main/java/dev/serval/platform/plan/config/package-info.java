/// What an administrator settles for all InferenceServices: KServe's `inferenceservice-config`, as
/// values. Does not know where they were read.
@NullMarked
package dev.serval.platform.plan.config;

import org.jspecify.annotations.NullMarked;
