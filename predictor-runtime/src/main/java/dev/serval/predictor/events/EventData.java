package dev.serval.predictor.events;

import dev.serval.protocol.json.JsonScanner;
import dev.serval.server.inference.WireProtocol;
import org.jspecify.annotations.Nullable;

/// What an event's data tells of itself before it is read as a call.
///
/// @param protocol V2 if an input says its `datatype`; V1 otherwise
/// @param modelName the member `model_name`; `null` if there is none
record EventData(WireProtocol protocol, @Nullable String modelName) {
    /// Looks over the data once.
    ///
    /// @throws dev.serval.inference.failure.InvalidInput if it is no JSON object
    static EventData of(byte[] data) {
        JsonScanner json = new JsonScanner(data, 0, data.length, "malformed JSON");
        WireProtocol protocol = WireProtocol.V1;
        String modelName = null;
        boolean more = json.beginObject("the event's data");
        for (; more; more = json.nextMember()) {
            switch (json.key()) {
                case "model_name" -> modelName = json.skipNull() ? null : modelName(json);
                case "inputs" -> protocol = protocolOf(json);
                default -> json.skipValue();
            }
        }
        json.requireEnd();
        return new EventData(protocol, modelName);
    }

    private static String modelName(JsonScanner json) {
        return json.string("'model_name'");
    }

    private static WireProtocol protocolOf(JsonScanner json) {
        if (json.peek() != '[') {
            json.skipValue();
            return WireProtocol.V1;
        }
        boolean typed = false;
        for (boolean more = json.beginArray("'inputs'"); more; more = json.nextElement()) {
            typed |= hasDatatype(json);
        }
        return typed ? WireProtocol.V2 : WireProtocol.V1;
    }

    private static boolean hasDatatype(JsonScanner json) {
        if (json.peek() != '{') {
            json.skipValue();
            return false;
        }
        boolean found = false;
        for (boolean more = json.beginObject("an input"); more; more = json.nextMember()) {
            found |= json.key().equals("datatype");
            json.skipValue();
        }
        return found;
    }
}
