package dev.serval.platform.local.revision;

import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.replica.Failure;
import dev.serval.platform.local.replica.Replica;
import dev.serval.platform.local.replica.ReplicaSpec;
import dev.serval.platform.local.replica.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// The replicas of a revision.
final class Replicas {
    private final RevisionSpec spec;
    private final WorkloadContext context;
    private final Runnable changed;
    private final List<Replica> all = new ArrayList<>();
    private boolean hadReady;

    /// @param changed is run after each change of one of them
    Replicas(RevisionSpec spec, WorkloadContext context, Runnable changed) {
        this.spec = spec;
        this.context = context;
        this.changed = changed;
    }

    List<Replica> all() {
        return List.copyOf(all);
    }

    List<ReplicaAddress> ready() {
        return all.stream().flatMap(replica -> replica.address().stream()).toList();
    }

    /// Starts or drains as many as it takes to have `wanted`.
    ///
    /// @param working how many calls work at an address
    void adjust(int wanted, ToIntFunction<ReplicaAddress> working) {
        List<Replica> there = all.stream().filter(replica -> replica.state().isWanted()).toList();
        for (int count = there.size(); count < wanted; count++) {
            add();
        }
        there.stream()
                .sorted(byWorth(working))
                .limit(Math.max(0, there.size() - wanted))
                .forEach(replica -> replica.drain(working));
    }

    /// Whether one is ready, and none was when this was asked last.
    boolean becameReady() {
        boolean hasReady = !ready().isEmpty();
        boolean became = hasReady && !hadReady;
        hadReady = hasReady;
        return became;
    }

    /// Why none is ready and none is about to be; empty where one is.
    Optional<String> obstacle() {
        List<Replica> there = all.stream().filter(replica -> replica.state().isWanted()).toList();
        boolean allFailed =
                there.stream().allMatch(replica -> replica.state() == ReplicaState.FAILED);
        return allFailed ? failure(there) : Optional.empty();
    }

    /// How one ended by itself, where none was ready since.
    Optional<String> lastFailure() {
        return failure(all);
    }

    /// Takes down how long the first answer of the replica at an address took.
    void answered(ReplicaAddress address, Duration time) {
        all.stream()
                .filter(replica -> replica.address().filter(address::equals).isPresent())
                .forEach(replica -> replica.firstAnswer(time));
    }

    void forgetEnded() {
        all.removeIf(replica -> replica.state() == ReplicaState.ENDED);
    }

    private void add() {
        List<String> taken = all.stream().map(Replica::name).toList();
        String name = ReplicaNames.next(spec.name(), taken);
        Replica replica =
                new Replica(
                        new ReplicaSpec(
                                name,
                                context.component(),
                                spec.name(),
                                spec.program(),
                                new ReplicaLogs(context.logs()).of(name)),
                        context.settings().replicas(),
                        context.machine().starter(),
                        context.machine().loop(),
                        changed);
        all.add(replica);
        replica.start();
    }

    private static Optional<String> failure(List<Replica> replicas) {
        for (Replica replica : replicas) {
            Optional<Failure> failure = replica.failure();
            if (failure.isPresent()) {
                return Optional.of(replica.name() + " " + failure.get());
            }
        }
        return Optional.empty();
    }

    /// Those first that are missed least: what does not answer, then what works on little, then
    /// what is young.
    private static Comparator<Replica> byWorth(ToIntFunction<ReplicaAddress> working) {
        return Comparator.comparingInt((Replica replica) ->
                        switch (replica.state()) {
                            case FAILED -> 0;
                            case STARTING -> 1;
                            case READY, DRAINING, ENDING, ENDED -> 2;
                        })
                .thenComparingInt(replica -> replica.address().map(working::applyAsInt).orElse(0))
                .thenComparing(Replica::created, Comparator.reverseOrder());
    }
}
