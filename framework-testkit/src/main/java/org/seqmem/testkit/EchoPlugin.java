// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;

/**
 * {@code testkit-echo}: the smallest task, for experiments in tests. The target is the input before
 * the present one, of white Gaussian inputs.
 */
public final class EchoPlugin implements TaskPlugin<EchoPlugin.EchoConfig> {

    private static final int COUNT = 16;

    /** For the ServiceLoader. */
    public EchoPlugin() {}

    /**
     * The configuration.
     *
     * @param sequenceLength T, time steps
     */
    public record EchoConfig(@AtLeast(2) int sequenceLength) {}

    @Override
    public String name() {
        return "testkit-echo";
    }

    @Override
    public Class<EchoConfig> configType() {
        return EchoConfig.class;
    }

    @Override
    public String summary() {
        return "for tests: the input before the present one";
    }

    @Override
    public Task create(EchoConfig config) {
        return new Echo(config.sequenceLength());
    }

    private record Echo(int length) implements Task {

        @Override
        public SequenceShape shape() {
            return new SequenceShape(length, 1, 1);
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), COUNT, COUNT);
        }

        @Override
        public TaskFacts facts() {
            double[] power = new double[length];
            Arrays.fill(power, 1, length, 1);
            return new TaskFacts(
                    OptionalDouble.of((length - 1.0) / length),
                    Optional.of((output, input, lag) -> lag == 1 ? 1 : 0),
                    Optional.empty(),
                    OptionalDouble.of(0),
                    OptionalDouble.of(1),
                    OptionalDouble.of(0),
                    Optional.of(power));
        }

        @Override
        public void draw(RandomStream stream, double[] input, double[] target) {
            Arrays.setAll(input, t -> stream.nextGaussian());
            Arrays.setAll(target, t -> t == 0 ? 0 : input[t - 1]);
        }

        @Override
        public Optional<Task> ofLength(int other) {
            return Optional.of(new Echo(other));
        }
    }
}
