/// A transformer of a user's own in one process with Serval's predictor: one bean that stands before
/// a model of the predictor.
package org.example.flowers;
