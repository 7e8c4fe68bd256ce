/// Several InferenceServices as one graph of calls. Values only.
@NullMarked
package dev.serval.platform.api.graph;

import org.jspecify.annotations.NullMarked;
