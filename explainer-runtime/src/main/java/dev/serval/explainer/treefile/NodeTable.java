package dev.serval.explainer.treefile;

import dev.serval.explainer.trees.Split;
import dev.serval.explainer.trees.TreeNode;
import dev.serval.explainer.trees.TreeNode.Addend;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The nodes of one tree as files list them: by number, each with the numbers of its children.
final class NodeTable {
    private static final int DEEPEST = 4096;

    private final Map<Long, Entry> entries = new HashMap<>();

    private sealed interface Entry {
        record Inner(Split split, long first, long second, double cover) implements Entry {}

        record Leaf(List<Addend> addends, double cover) implements Entry {}
    }

    void inner(long number, Split split, long first, long second, double cover) {
        entries.put(number, new Entry.Inner(split, first, second, cover));
    }

    void leaf(long number, List<Addend> addends, double cover) {
        entries.put(number, new Entry.Leaf(List.copyOf(addends), cover));
    }

    /// The tree from its root on. A table that is no tree is refused before it is walked for ever.
    TreeNode build(long root) throws MalformedTreesException {
        return build(root, new HashSet<>(), 0);
    }

    private TreeNode build(long number, Set<Long> seen, int depth) throws MalformedTreesException {
        Entry entry = entries.get(number);
        if (entry == null) {
            throw new MalformedTreesException(
                    "a node refers to node %d, which is not there".formatted(number));
        }
        if (!seen.add(number) || depth > DEEPEST) {
            throw new MalformedTreesException(
                    "node %d is met twice or lies deeper than %d, expected a tree"
                            .formatted(number, DEEPEST));
        }
        return switch (entry) {
            case Entry.Leaf leaf -> new TreeNode.Leaf(leaf.addends(), leaf.cover());
            case Entry.Inner inner ->
                    new TreeNode.Inner(
                            inner.split(),
                            build(inner.first(), seen, depth + 1),
                            build(inner.second(), seen, depth + 1),
                            inner.cover());
        };
    }
}
