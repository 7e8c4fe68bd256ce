package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.InferCallback;

/// Passes an outcome on, and ends the lease under which it came to be.
record LeasedCallback(InferCallback callback, Leases leases) implements InferCallback {
    @Override
    public void begun() {
        callback.begun();
    }

    @Override
    public void answered(InferResponse response) {
        try {
            callback.answered(response);
        } finally {
            leases.release();
        }
    }

    @Override
    public void answered(InferResponse response, long computed) {
        try {
            callback.answered(response, computed);
        } finally {
            leases.release();
        }
    }

    @Override
    public void failed(InferenceException failure) {
        try {
            callback.failed(failure);
        } finally {
            leases.release();
        }
    }
}
