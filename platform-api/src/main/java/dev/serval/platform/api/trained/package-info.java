/// A model that is loaded into an InferenceService which is running already. Values only.
@NullMarked
package dev.serval.platform.api.trained;

import org.jspecify.annotations.NullMarked;
