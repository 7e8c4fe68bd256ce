package dev.serval.platform.local.service;

import dev.serval.platform.local.routing.RevisionShare;
import java.util.ArrayList;
import java.util.List;

/// The shares of a predictor's traffic with those of its declared canaries taken off.
final class CanaryShares {
    private static final int ALL = 100;

    private final List<RevisionShare> stable;
    private final List<RevisionShare> canaries = new ArrayList<>();
    private int taken;

    CanaryShares(List<RevisionShare> stable) {
        this.stable = stable;
    }

    /// Takes `percent` off for a canary with these shares.
    void add(int percent, List<RevisionShare> shares) {
        shares.forEach(share -> canaries.add(with(share, percent * share.percent() / ALL)));
        taken += percent;
    }

    /// All shares. What rounding leaves over is the first one's.
    List<RevisionShare> all() {
        List<RevisionShare> all = new ArrayList<>();
        int left = ALL - taken;
        for (RevisionShare share : stable) {
            int percent = share.percent() * (ALL - taken) / ALL;
            left -= percent;
            all.add(with(share, percent));
        }
        if (left > 0 && !all.isEmpty()) {
            RevisionShare first = all.getFirst();
            all.set(0, with(first, first.percent() + left));
        }
        all.addAll(canaries);
        return all;
    }

    private static RevisionShare with(RevisionShare share, int percent) {
        return new RevisionShare(share.revision(), percent, share.tag(), share.admission());
    }
}
