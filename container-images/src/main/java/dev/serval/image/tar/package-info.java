/// Images as files: an OCI archive of some content on a base image, written by Jib without a
/// container daemon. Knows nothing of what the content is.
@NullMarked
package dev.serval.image.tar;

import org.jspecify.annotations.NullMarked;
