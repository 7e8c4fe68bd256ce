package dev.serval.predictor.batching;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The call of a merged run: wanted as long as one of its requests is.
final class SharedCall {
    private final List<Waiting> members;
    private final CallContext context;
    private final AtomicInteger wanted;

    SharedCall(List<Waiting> members) {
        this.members = members;
        Deadline latest = members.getFirst().call().deadline();
        for (Waiting member : members) {
            Deadline deadline = member.call().deadline();
            latest = latest.earlier(deadline).equals(latest) ? deadline : latest;
        }
        this.context = new CallContext(latest, members.getFirst().call().allocator());
        this.wanted = new AtomicInteger(members.size());
    }

    CallContext context() {
        return context;
    }

    /// From now on the run is called off once every one of its requests was.
    void begin() {
        for (Waiting member : members) {
            try {
                member.call().standBy(() -> leave(member));
            } catch (InferenceException calledOff) {
                leave(calledOff);
            }
        }
    }

    void end() {
        members.forEach(member -> member.call().standDown());
    }

    private void leave(Waiting member) {
        InferenceException reason = member.call().calledOff();
        if (reason != null) {
            leave(reason);
        }
    }

    private void leave(InferenceException reason) {
        if (wanted.decrementAndGet() == 0) {
            context.callOff(reason);
        }
    }
}
