/// The program: which steps there are, the pipeline that the configuration names, and its place
/// among the beans of inference-server, which serves it.
@NullMarked
package dev.serval.transformer.startup;

import org.jspecify.annotations.NullMarked;
