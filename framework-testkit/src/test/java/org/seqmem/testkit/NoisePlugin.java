// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;
import org.seqmem.api.random.RandomStream;

/** The input process 1 + standard normal, right or with one flaw, to test the kit. */
public final class NoisePlugin implements InputProcessPlugin<NoisePlugin.NoiseConfig> {

    /** What can be wrong with it. */
    public enum Flaw {
        NONE,
        COUNTS_CALLS,
        ADDS_TO_WHAT_WAS_THERE,
        MISSTATES_ITS_MEAN,
        MISSTATES_ITS_VARIANCE,
        REPEATS_EVERY_FIFTH,
        REPEATS_SIZES,
        REPEATS_CHANNELS,
        CLAIMS_TOO_MUCH_INDEPENDENCE,
        IS_UNIFORM,
        DENIES_THAT_IT_IS_STATIONARY
    }

    /** The configuration. */
    public record NoiseConfig(Flaw flaw) {}

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public Class<NoiseConfig> configType() {
        return NoiseConfig.class;
    }

    @Override
    public String summary() {
        return "white noise around one";
    }

    @Override
    public InputProcess create(NoiseConfig config) {
        return new Noise(config.flaw(), new AtomicInteger());
    }

    private record Noise(Flaw flaw, AtomicInteger calls) implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            for (int i = 0; i < values.length; i++) {
                int t = i / channels;
                double value = 1 + stream.nextGaussian();
                values[i] =
                        switch (flaw) {
                            case COUNTS_CALLS -> value + calls.getAndIncrement();
                            case ADDS_TO_WHAT_WAS_THERE -> value + values[i];
                            case REPEATS_EVERY_FIFTH ->
                                    t % 10 == 5 ? values[i - 5 * channels] : value;
                            case REPEATS_SIZES ->
                                    t % 2 == 1
                                            ? 1
                                                    + Math.abs(values[i - channels] - 1)
                                                            * Math.signum(value - 1)
                                            : value;
                            case REPEATS_CHANNELS -> i % channels == 1 ? values[i - 1] : value;
                            case IS_UNIFORM -> 1 + Math.sqrt(12) * (stream.nextDouble() - 0.5);
                            default -> value;
                        };
            }
        }

        @Override
        public double mean() {
            return flaw == Flaw.MISSTATES_ITS_MEAN ? 1.01 : 1;
        }

        @Override
        public double autocovariance(int lag) {
            if (lag == 1 && flaw == Flaw.CLAIMS_TOO_MUCH_INDEPENDENCE) {
                return 0.1;
            }
            double variance = flaw == Flaw.MISSTATES_ITS_VARIANCE ? 1.02 : 1;
            return lag == 0 ? variance : 0;
        }

        @Override
        public boolean stationary() {
            return flaw != Flaw.DENIES_THAT_IT_IS_STATIONARY;
        }

        @Override
        public boolean independent() {
            return true;
        }

        @Override
        public boolean gaussian() {
            return true;
        }
    }
}
