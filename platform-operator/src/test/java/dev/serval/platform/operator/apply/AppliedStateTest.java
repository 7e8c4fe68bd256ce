package dev.serval.platform.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class AppliedStateTest {
    private static final String WANTED =
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: iris
              namespace: team
              labels: {app: iris}
              ownerReferences: [{apiVersion: a/v1, kind: Owner, name: o, uid: one}]
            spec:
              type: ExternalName
              externalName: gateway
              ports: [{name: http2, port: 80}, {name: other, port: 81, targetPort: 8081}]
            """;

    private static final String OWNED =
            """
            f:metadata:
              f:annotations: {"f:serval.dev/applied": {}}
              f:labels: {f:app: {}}
              f:ownerReferences: {'k:{"uid":"one"}': {}}
            f:spec:
              f:externalName: {}
              f:ports:
                'k:{"port":80,"protocol":"TCP"}': {f:name: {}, f:port: {}}
                'k:{"port":81,"protocol":"TCP"}': {f:name: {}, f:port: {}, f:targetPort: {}}
              f:type: {}
            """;

    private final AppliedState state = new AppliedState();

    @Test
    void whatWasAppliedAndIsStillOwnedNeedsNothing() {
        assertThat(state.isApplied(stored(OWNED), wanted(WANTED))).isTrue();
    }

    @Test
    void aDefaultThatWasFilledInIsNoDifference() {
        Service stored = stored(OWNED);
        stored.getSpec().setSessionAffinity("None");
        stored.getSpec().getPorts().getFirst().setProtocol("TCP");

        assertThat(state.isApplied(stored, wanted(WANTED))).isTrue();
    }

    @Test
    void whatWasChangedByAnotherIsNoLongerOwned() {
        String withoutLabel = OWNED.replace("f:labels: {f:app: {}}", "f:labels: {}");
        String withoutPort =
                OWNED.replace(
                        "'k:{\"port\":80,\"protocol\":\"TCP\"}': {f:name: {}, f:port: {}}",
                        "'k:{\"port\":80,\"protocol\":\"TCP\"}': {f:port: {}}");
        String withoutName = OWNED.replace("  f:externalName: {}\n", "");

        assertThat(withoutPort).isNotEqualTo(OWNED);
        assertThat(state.isApplied(stored(withoutPort), wanted(WANTED))).isFalse();
        assertThat(state.isApplied(stored(withoutName), wanted(WANTED))).isFalse();
        assertThat(state.isApplied(stored(withoutLabel), wanted(WANTED)))
                .as("a map that holds nothing is owned as a whole")
                .isTrue();
        assertThat(
                        state.isApplied(
                                stored(OWNED.replace("f:labels: {f:app: {}}", "f:x: {}")),
                                wanted(WANTED)))
                .isFalse();
    }

    @Test
    void whatIsNoLongerWantedIsADifference() {
        Service fewer = wanted(WANTED.replace(", {name: other, port: 81, targetPort: 8081}", ""));

        assertThat(state.isApplied(stored(OWNED), fewer)).isFalse();
    }

    @Test
    void whatNobodySignedIsADifference() {
        Service stored = stored(OWNED);
        stored.getMetadata().getAnnotations().clear();

        assertThat(state.isApplied(stored, wanted(WANTED))).isFalse();
    }

    @Test
    void signingTwiceSaysTheSame() {
        Service wanted = wanted(WANTED);
        String first = wanted.getMetadata().getAnnotations().get(AppliedState.ANNOTATION);
        state.sign(wanted);

        assertThat(wanted.getMetadata().getAnnotations())
                .containsEntry(AppliedState.ANNOTATION, first);
    }

    private Service wanted(String yaml) {
        Service wanted = Serialization.unmarshal(yaml, Service.class);
        state.sign(wanted);
        return wanted;
    }

    /// What was applied, as the API server stores it.
    ///
    /// @param fields those that the operator owns
    private Service stored(String fields) {
        Service stored = wanted(WANTED);
        Service entry =
                Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata:
                          managedFields:
                            - manager: serval
                              operation: Apply
                              fieldsV1:
                        """
                                + fields.indent(8),
                        Service.class);
        stored.getMetadata().setManagedFields(entry.getMetadata().getManagedFields());
        return stored;
    }
}
