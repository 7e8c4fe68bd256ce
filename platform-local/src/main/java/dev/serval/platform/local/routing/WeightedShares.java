package dev.serval.platform.local.routing;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The revisions of a component that get traffic, each as often as its share says.
final class WeightedShares {
    private final ComponentRoute component;
    private final List<RevisionShare> shares;
    private final int total;

    WeightedShares(ComponentRoute component) {
        this.component = component;
        this.shares = component.shares().stream().filter(share -> share.percent() > 0).toList();
        this.total = shares.stream().mapToInt(RevisionShare::percent).sum();
    }

    ComponentRoute component() {
        return component;
    }

    /// The revision for one call; null while none gets traffic.
    ///
    /// @param dice a number below the one it is given
    @Nullable RevisionShare choose(IntUnaryOperator dice) {
        if (shares.size() < 2) {
            return shares.isEmpty() ? null : shares.getFirst();
        }
        int left = dice.applyAsInt(total);
        for (var share : shares) {
            left -= share.percent();
            if (left < 0) {
                return share;
            }
        }
        return shares.getLast();
    }
}
