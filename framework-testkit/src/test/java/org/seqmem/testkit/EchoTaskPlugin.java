// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;

/**
 * The task y_t = x_(t-1) + noise of variance 1/4 on the inputs of {@link NoisePlugin}, right or
 * with one flaw, to test the kit. The power is 2 in every step but the first, where it is the
 * noise's.
 */
public final class EchoTaskPlugin implements TaskPlugin<EchoTaskPlugin.EchoConfig> {

    private static final int LENGTH = 20;
    private static final double NOISE = 0.25;
    private static final double POWER = 2 * (LENGTH - 1.0) / LENGTH + NOISE;
    private static final double MEAN = (LENGTH - 1.0) / LENGTH;

    /** What can be wrong with it. */
    public enum Flaw {
        NONE,
        READS_WHAT_WAS_THERE,
        REMEMBERS_THE_LAST_SEQUENCE,
        DELAYS_BY_TWO,
        MISSTATES_ITS_POWER,
        MISSTATES_ITS_NOISE,
        MISSTATES_ITS_CONSTANT,
        SCALES_ITS_INPUTS,
        DRAWS_FROM_A_POOL,
        CONTRADICTS_ITSELF,
        MISSTATES_A_STEP,
        SHORTENS_ITS_MEMORY,
        PRINTS
    }

    /** The configuration. */
    public record EchoConfig(Flaw flaw) {}

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Class<EchoConfig> configType() {
        return EchoConfig.class;
    }

    @Override
    public String summary() {
        return "the last input, with noise";
    }

    @Override
    public Task create(EchoConfig config) {
        return new Echo(config.flaw(), LENGTH, new double[1]);
    }

    private record Echo(Flaw flaw, int length, double[] last) implements Task {

        @Override
        public SequenceShape shape() {
            return new SequenceShape(length, 1, 1);
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), 8, 8);
        }

        @Override
        public TaskFacts facts() {
            double noise = flaw == Flaw.MISSTATES_ITS_NOISE ? 1.1 * NOISE : NOISE;
            double constant = 1 - MEAN * MEAN / POWER;
            return new TaskFacts(
                    OptionalDouble.of(flaw == Flaw.MISSTATES_ITS_POWER ? 1.05 * POWER : POWER),
                    Optional.of((output, input, lag) -> lag == delay() ? 1 : 0),
                    Optional.of(input()),
                    OptionalDouble.of(noise),
                    OptionalDouble.of(flaw == Flaw.MISSTATES_ITS_CONSTANT ? 1 : constant),
                    flaw == Flaw.CONTRADICTS_ITSELF ? OptionalDouble.of(0) : OptionalDouble.empty(),
                    Optional.of(powerByStep()));
        }

        /** The lag of the echo that the facts tell of. */
        private int delay() {
            return flaw == Flaw.SHORTENS_ITS_MEMORY && length < LENGTH ? 0 : 1;
        }

        private double[] powerByStep() {
            double[] power = new double[length];
            Arrays.fill(power, 2 + NOISE);
            power[flaw == Flaw.MISSTATES_A_STEP ? 1 : 0] = NOISE;
            return power;
        }

        @Override
        public Optional<Task> ofLength(int other) {
            return Optional.of(new Echo(flaw, other, last));
        }

        @Override
        public void draw(RandomStream given, double[] input, double[] target) {
            if (flaw == Flaw.PRINTS) {
                System.out.println("a sequence");
            }
            RandomStream stream =
                    flaw == Flaw.DRAWS_FROM_A_POOL
                            ? RandomStreams.of(given.nextLong() & 63).stream("pool")
                            : given;
            double before = flaw == Flaw.REMEMBERS_THE_LAST_SEQUENCE ? last[0] : 0;
            double there = flaw == Flaw.READS_WHAT_WAS_THERE ? target[0] : 0;
            input().draw(stream, input, 1);
            int delay = flaw == Flaw.DELAYS_BY_TWO ? 2 : 1;
            for (int t = 0; t < length; t++) {
                double echo = t < delay ? before : input[t - delay];
                target[t] = echo + there + Math.sqrt(NOISE) * stream.nextGaussian();
            }
            last[0] = input[length - 1];
            if (flaw == Flaw.SCALES_ITS_INPUTS) {
                for (int t = 0; t < length; t++) {
                    input[t] *= 1.1;
                }
            }
        }

        private static InputProcess input() {
            return new NoisePlugin().create(new NoisePlugin.NoiseConfig(NoisePlugin.Flaw.NONE));
        }
    }
}
