package dev.serval.storage.fetch;

import dev.serval.storage.archive.Trees;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Several models as one tree, each in the place where a pod would have it mounted. One that has
/// its place for itself is linked there as a whole; those that share a place, or lie in one
/// another's, are copied together.
public final class PlacedModels {
    private final Path root;
    private final List<Placed> models;

    /// @param root the folder that stands for a pod's `/`
    public PlacedModels(Path root, List<Placed> models) {
        this.root = root.toAbsolutePath().normalize();
        this.models = List.copyOf(models);
    }

    /// A model, and where it is to be.
    ///
    /// @param place an absolute path, as in a pod
    /// @param directory where it is
    public record Placed(StorageUri uri, Path place, Path directory) {
        public Placed {
            place = place.normalize();
        }
    }

    /// Makes the tree, in place of what an earlier call has made there.
    ///
    /// @throws StorageException if two models have a file in the same place, or the disk is full
    public void make() throws StorageException {
        try {
            Trees.delete(root);
        } catch (IOException unwritable) {
            throw Disk.refusal(models.getFirst().uri(), root, unwritable);
        }
        for (Placed model : models) {
            place(model);
        }
    }

    private void place(Placed model) throws StorageException {
        Path target = inside(model.place());
        if (!isAlone(model)) {
            LinkedTree.gather(model.uri(), model.directory(), target);
            return;
        }
        try {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, model.directory().toAbsolutePath());
        } catch (IOException unwritable) {
            throw Disk.refusal(model.uri(), target, unwritable);
        }
    }

    private boolean isAlone(Placed model) {
        return models.stream()
                .filter(other -> other != model)
                .map(Placed::place)
                .noneMatch(place ->
                        place.startsWith(model.place()) || model.place().startsWith(place));
    }

    /// Where a pod's path is: in the tree if a model is at it, below it or above it, else where it
    /// is on this machine. The tree and the models may themselves lie below a model's place: a path
    /// in them is where it is.
    public Path find(Path path) {
        Path wanted = path.normalize();
        boolean isPlaced =
                models.stream()
                        .map(Placed::place)
                        .anyMatch(place -> place.startsWith(wanted) || wanted.startsWith(place));
        return isPlaced && !isFound(wanted) ? inside(wanted) : path;
    }

    private boolean isFound(Path path) {
        return path.startsWith(root)
                || models.stream().map(Placed::directory).anyMatch(path::startsWith);
    }

    private Path inside(Path place) {
        return root.resolve(place.getRoot().relativize(place));
    }
}
