/// What a pod of a service gets before it is created: its model, fetched by a container that runs
/// before its others or mounted from a volume, and what that container is told to fetch it with.
/// Pure; asks nobody but the credentials it is given.
@NullMarked
package dev.serval.platform.plan.pod;

import org.jspecify.annotations.NullMarked;
