/// Models in OCI registries, as artefacts and as container images, by the distribution
/// specification.
@NullMarked
package dev.serval.storage.oci;

import org.jspecify.annotations.NullMarked;
