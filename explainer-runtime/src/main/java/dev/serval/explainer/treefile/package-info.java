/// Tree ensembles out of model files: ONNX, XGBoost's JSON and LightGBM's text. Reads trees and
/// nothing else of these formats, and runs no model.
@NullMarked
package dev.serval.explainer.treefile;

import org.jspecify.annotations.NullMarked;
