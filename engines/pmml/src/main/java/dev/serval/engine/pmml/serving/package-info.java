/// PMML models behind the engine SPI, scored by PMML4S: which file of a directory is the model, its
/// fields as inputs and outputs, and how rows become records and their results tensors.
@NullMarked
package dev.serval.engine.pmml.serving;

import org.jspecify.annotations.NullMarked;
