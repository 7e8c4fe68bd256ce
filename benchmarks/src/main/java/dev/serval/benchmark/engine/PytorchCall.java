package dev.serval.benchmark.engine;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// DJL's own `Predictor`: an array is made of the rows, and numbers of the answer's arrays.
final class PytorchCall implements Call {
    private final ai.djl.Model model;
    private final Predictor<NDList, NDList> predictor;
    private final MemorySegment values;
    private final Shape shape;

    PytorchCall(Path directory, Rows rows) throws Exception {
        model = ai.djl.Model.newInstance("model", Device.cpu(), "PyTorch");
        model.load(directory, "model");
        predictor = model.newPredictor(new NoopTranslator(null));
        values = rows.floats();
        shape = new Shape(rows.count(), Rows.COLUMNS);
    }

    @Override
    public void repeat(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (var arrays = model.getNDManager().newSubManager()) {
                NDArray input = arrays.create(values.asByteBuffer(), shape, DataType.FLOAT32);
                NDList answer = predictor.predict(new NDList(input));
                for (NDArray array : answer) {
                    if (array.toByteBuffer().remaining() == 0) {
                        throw new IllegalStateException("no answer");
                    }
                }
                answer.close();
            }
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
