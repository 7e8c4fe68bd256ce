package dev.serval.engine.sklearn.estimator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What several transformers make, one after the other in a row: FeatureUnion and
/// ColumnTransformer.
record SideBySide(int features, List<Member> members) implements Transformer {
    SideBySide {
        members = List.copyOf(members);
    }

    static SideBySide ofUnion(Attributes attributes, EstimatorReader nested) {
        List<Member> members = new ArrayList<>();
        for (NamedEstimator entry : NamedEstimator.list(attributes, "transformer_list")) {
            if (entry.isText("passthrough")) {
                throw attributes.unread("'passthrough'");
            }
            if (!entry.isText("drop")) {
                double weight = attributes.entry("transformer_weights", entry.name(), 1);
                members.add(Member.ofAll(nested.read(entry.value()), weight));
            }
        }
        if (members.isEmpty()) {
            throw attributes.unread("no transformers");
        }
        int features = members.getFirst().estimator().features();
        return of(attributes, features, Member.requireSameFeatures(members));
    }

    static SideBySide ofColumns(Attributes attributes, EstimatorReader nested) {
        List<Member> members = new ArrayList<>();
        for (NamedEstimator entry : NamedEstimator.list(attributes, "transformers_")) {
            if (entry.isText("drop") || entry.rest().isEmpty()) {
                continue;
            }
            int[] columns = ColumnChoice.of(attributes, entry.rest().getFirst());
            if (columns.length == 0) {
                continue;
            }
            Estimator member =
                    entry.isPassedThrough() || Unchanged.isIdentity(entry.value())
                            ? new Unchanged(columns.length)
                            : nested.read(entry.value());
            double weight = attributes.entry("transformer_weights", entry.name(), 1);
            members.add(new Member(member, columns, weight));
        }
        return of(attributes, attributes.features(), members);
    }

    private static SideBySide of(Attributes attributes, int features, List<Member> members) {
        for (Member member : members) {
            if (!member.answers(Method.TRANSFORM)) {
                throw attributes.unread("a member that transforms nothing");
            }
        }
        return new SideBySide(features, members);
    }

    @Override
    public Set<Integer> texts() {
        return members.stream()
                .flatMap(member -> member.texts().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<Integer> unused() {
        Set<Integer> unused =
                IntStream.range(0, features).boxed().collect(Collectors.toCollection(HashSet::new));
        members.forEach(member -> unused.removeAll(member.given()));
        return unused;
    }

    @Override
    public int width() {
        return members.stream()
                .mapToInt(member -> member.estimator().columns(Method.TRANSFORM))
                .sum();
    }

    @Override
    public Matrix transform(Matrix rows) {
        Matrix all = Matrix.zeros(rows.rows(), width());
        int start = 0;
        for (Member member : members) {
            Matrix made = member.ask(Method.TRANSFORM, rows);
            for (int row = 0; row < rows.rows(); row++) {
                for (int i = 0; i < made.columns(); i++) {
                    all.set(row, start + i, member.weight() * made.at(row, i));
                }
            }
            start += made.columns();
        }
        return all;
    }
}
