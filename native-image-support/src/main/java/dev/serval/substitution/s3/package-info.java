/// What the S3 client is without Amazon's native library, which Serval does not have: a native
/// image refuses to be built where code names classes that are not there.
@NullMarked
package dev.serval.substitution.s3;

import org.jspecify.annotations.NullMarked;
