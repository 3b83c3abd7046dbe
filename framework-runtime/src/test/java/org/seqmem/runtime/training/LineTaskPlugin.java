// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.OptionalInt;
import org.seqmem.api.Use;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;

/** Points about a line: y_t = slope x_t - 1 + noise. */
public final class LineTaskPlugin implements TaskPlugin<LineTaskPlugin.Config> {

    /** The number of time steps. */
    public static final int LENGTH = 4;

    /**
     * How the task is.
     *
     * @param train sequences of the training set; 0 for fresh ones in every step
     * @param slope 2, or NaN for a task that throws
     */
    public record Config(int train, double slope) {}

    /** A recipe. */
    public static Use<TaskPlugin<?>> use(int train) {
        return new Use<>(new LineTaskPlugin(), new Config(train, 2));
    }

    /** A recipe of a task whose targets are all zero. */
    public static Use<TaskPlugin<?>> silent() {
        return new Use<>(new LineTaskPlugin(), new Config(0, 0));
    }

    /** A recipe of a task that cannot draw. */
    public static Use<TaskPlugin<?>> throwing() {
        return new Use<>(new LineTaskPlugin(), new Config(0, Double.NaN));
    }

    @Override
    public String name() {
        return "line";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public String summary() {
        return "a test task";
    }

    @Override
    public Task create(Config config) {
        return new Task() {
            @Override
            public SequenceShape shape() {
                return new SequenceShape(LENGTH, 1, 1);
            }

            @Override
            public SplitSizes sizes() {
                OptionalInt train =
                        config.train() == 0 ? OptionalInt.empty() : OptionalInt.of(config.train());
                // more validation sequences than fit into one chunk
                return new SplitSizes(train, 70, 40);
            }

            @Override
            public TaskFacts facts() {
                return TaskFacts.unknown();
            }

            @Override
            public void draw(RandomStream stream, double[] input, double[] target) {
                if (Double.isNaN(config.slope())) {
                    throw new IllegalStateException("nothing to draw");
                }
                for (int t = 0; t < input.length; t++) {
                    input[t] = stream.nextGaussian();
                    target[t] =
                            config.slope() == 0
                                    ? 0
                                    : config.slope() * input[t] - 1 + 0.1 * stream.nextGaussian();
                }
            }
        };
    }
}
