package dev.serval.server.http;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/// Counts the answers that a connection owes to the requests that went past its lane.
final class OwedAnswers {
    private int owed;
    private boolean interim;

    /// @param owed how many requests went past before
    OwedAnswers(int owed) {
        this.owed = owed;
    }

    /// A request went past.
    void add() {
        owed++;
    }

    boolean areNone() {
        return owed == 0;
    }

    /// Looks at what is sent.
    ///
    /// @return the promise to send it with: an answer is owed until its last part is out
    ChannelPromise sending(Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer) {
            interim = isInterim(answer.status());
        }
        if (interim || !(message instanceof LastHttpContent)) {
            return promise;
        }
        ChannelPromise watched = promise.unvoid();
        watched.addListener(_ -> owed--);
        return watched;
    }

    /// One that another answer follows, such as 100; the last before WebSocket frames is none.
    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }
}
