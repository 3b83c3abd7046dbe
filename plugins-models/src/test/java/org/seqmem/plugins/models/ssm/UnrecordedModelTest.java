// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/**
 * A model's gradient by hand, in single precision, against the recorded one in double precision.
 */
class UnrecordedModelTest {

    /**
     * Relative to the largest number of an array: some hundred roundings of 6e-8, with cancelling.
     */
    private static final double TOLERANCE = 1e-3;

    private static final int INPUTS = 2;
    private static final int OUTPUTS = 3;

    /** Batches and lengths: the shortest, even and odd ones, the longest by hand, and one more. */
    private static final int[][] SIZES = {{1, 1}, {3, 2}, {2, 7}, {1, 64}, {2, 65}};

    @ParameterizedTest
    @EnumSource
    void gatedBlocksAgreeWithTheRecordedPath(Discretisation discretisation) {
        S4dConfig config =
                new S4dConfig(5, 6, 2, S4dInit.LIN, discretisation, 1e-3, 1e-1, false, 0.5, 0);
        Function<RandomStreams, SteppableBlock> layer = own -> new S4dLayer(config.layer(), own);
        for (int[] size : SIZES) {
            assertAgrees(config.frame(), layer, size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void selectiveMixersAgreeWithTheRecordedPath(int states) {
        MambaConfig config = new MambaConfig(5, states, 2, 2, 4, 1e-2, 1, 0.5);
        for (int[] size : SIZES) {
            assertAgrees(config.frame(), own -> new MambaLayer(config, own), size);
        }
        // more channels than a scan takes at a time
        MambaConfig wide = new MambaConfig(17, states, 1, 2, 3, 1e-2, 1, 0.5);
        assertAgrees(wide.frame(), own -> new MambaLayer(wide, own), new int[] {50, 23});
    }

    private static void assertAgrees(
            Frame frame, Function<RandomStreams, SteppableBlock> layer, int[] size) {
        Map<String, double[]> recorded = run(frame, layer, size, DataType.FLOAT64);
        Map<String, double[]> own = run(frame, layer, size, DataType.FLOAT32);
        assertThat(own.keySet()).isEqualTo(recorded.keySet());
        recorded.forEach(
                (name, expected) ->
                        ByHand.close(
                                Arrays.toString(size) + ", " + name,
                                own.getOrDefault(name, new double[0]),
                                expected,
                                TOLERANCE));
    }

    /** Output and gradients for two passes added up: by hand in single precision only. */
    private static Map<String, double[]> run(
            Frame frame, Function<RandomStreams, SteppableBlock> layer, int[] size, DataType type) {
        Map<String, double[]> results = new LinkedHashMap<>();
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStreams streams = RandomStreams.of(3);
            Block model =
                    new StateSpaceModel(
                            frame, layer, new SequenceShape(size[1], INPUTS, OUTPUTS), streams);
            model.initialize(manager, type, new Shape(size[0], size[1], INPUTS));
            ByHand.disturb(model, streams);
            ByHand.makeGradients(model, manager);
            OwnGradients own = new OwnGradients(manager);
            boolean byHand = type == DataType.FLOAT32;
            ParameterStore store = byHand ? own : new ParameterStore(manager, false);
            for (int pass = 0; pass < 2; pass++) {
                RandomStream stream = streams.family("x").at(pass);
                NDArray x =
                        ByHand.normal(manager, stream, new Shape(size[0], size[1], INPUTS), type);
                NDArray scale =
                        ByHand.normal(manager, stream, new Shape(size[0], size[1], OUTPUTS), type);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray y = model.forward(store, new NDList(x), true).singletonOrThrow();
                    collector.backward(y.mul(scale).mul(y.add(1)).sum());
                    own.backward();
                    results.put("output" + pass, ByHand.values(y));
                }
            }
            for (Pair<String, Parameter> parameter : model.getParameters()) {
                results.put(
                        parameter.getKey(),
                        ByHand.values(parameter.getValue().getArray().getGradient()));
            }
        }
        return results;
    }
}
