// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Adds the position times a learned vector to the embedding, and minus the distance to scores;
 * right or with one flaw, to test the kit.
 */
record FlawedPositions(Flaw flaw) implements FlawedPlugin, PositionEncodingPlugin<NoConfig> {

    enum Flaw {
        NONE,
        COUNTS_FROM_ZERO,
        MISCOUNTS,
        CLAIMS_BLINDNESS,
        CUTS_HEADS,
        ROUNDS,
        ROUNDS_BIAS,
        SCALES_BIAS,
        BIASES_ONE,
        IGNORES_SEED,
        WANTS_PAIRS,
        HOARDS
    }

    @Override
    public Facts facts(NoConfig config, Sizes sizes) {
        return new Facts(
                flaw == Flaw.MISCOUNTS ? 0 : sizes.modelSize(),
                OptionalInt.empty(),
                flaw == Flaw.CLAIMS_BLINDNESS);
    }

    @Override
    public PositionEncoding create(NoConfig config, Sizes sizes, RandomStreams streams) {
        return new Ramp(flaw, sizes, streams);
    }

    private static final class Ramp extends PositionEncoding {

        private final Flaw flaw;
        private final Parameter direction;

        Ramp(Flaw flaw, Sizes sizes, RandomStreams streams) {
            super(streams);
            this.flaw = flaw;
            double noise = flaw == Flaw.IGNORES_SEED ? System.identityHashCode(this) : 1;
            this.direction =
                    parameter(
                            "direction",
                            new Shape(sizes.modelSize()),
                            ParameterInit.constant(noise));
        }

        @Override
        public Optional<NDArray> added(long first, int length, NDArray like, Weights weights) {
            long start = flaw == Flaw.COUNTS_FROM_ZERO ? 0 : first;
            double[] steps = new double[length];
            for (int t = 0; t < length; t++) {
                steps[t] = start + t;
            }
            NDArray ramp =
                    ModelUnderTest.array(
                            like.getManager(), steps, new Shape(length, 1), like.getDataType());
            NDArray own =
                    flaw == Flaw.HOARDS
                            ? weights.of(direction).mul(1)
                            : weights.of(direction, like.getManager());
            NDArray y = ramp.mul(own);
            return Optional.of(flaw == Flaw.ROUNDS ? y.toType(DataType.FLOAT32, false) : y);
        }

        @Override
        public NDArray rotate(NDArray x, long first, Weights weights) {
            long size = x.getShape().get(3);
            if (flaw == Flaw.WANTS_PAIRS && size % 2 == 1) {
                return x.get(":, :, :, :" + (size - 1));
            }
            return x;
        }

        @Override
        public Optional<NDArray> bias(int distances, NDArray like, Weights weights) {
            double[] values = new double[distances];
            for (int n = 0; n < distances; n++) {
                values[n] = flaw == Flaw.SCALES_BIAS ? -(double) n / distances : -n;
                if (flaw == Flaw.ROUNDS_BIAS && like.getDataType() == DataType.FLOAT32) {
                    values[n] = Math.min(values[n], -1);
                }
            }
            Shape shape = flaw == Flaw.CUTS_HEADS ? new Shape(distances) : new Shape(1, distances);
            boolean silent = flaw == Flaw.BIASES_ONE && distances < 10;
            return silent
                    ? Optional.empty()
                    : Optional.of(
                            ModelUnderTest.array(
                                    like.getManager(), values, shape, like.getDataType()));
        }
    }
}
