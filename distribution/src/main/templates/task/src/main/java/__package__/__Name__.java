package __package__;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * Multiply the present input with one from the past.
 *
 * <pre>{@code
 * x_t normal(0, 1)        y_t = x_t x_(t-lag), 0 while t < lag
 * }</pre>
 */
record __Name__(__Name__Config config) implements Task {

    @Override
    public SequenceShape shape() {
        return new SequenceShape(config.sequenceLength(), 1, 1);
    }

    /** Fresh sequences in every step of a training. */
    @Override
    public SplitSizes sizes() {
        return new SplitSizes(OptionalInt.empty(), config.validationSize(), config.testSize());
    }

    /** The mean of y^2 is 1 where there is a target; the best constant and linear model say 0. */
    @Override
    public TaskFacts facts() {
        double power = 1 - (double) config.lag() / config.sequenceLength();
        return new TaskFacts(
                OptionalDouble.of(power),
                Optional.empty(), // no linear functional makes these targets
                Optional.empty(),
                OptionalDouble.of(0), // nothing was added to them
                OptionalDouble.of(1),
                OptionalDouble.of(1));
    }

    @Override
    public void draw(RandomStream stream, double[] input, double[] target) {
        for (int t = 0; t < input.length; t++) {
            input[t] = stream.nextGaussian();
            target[t] = t < config.lag() ? 0 : input[t] * input[t - config.lag()];
        }
    }
}
