package __package__;

import ai.djl.nn.Block;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/** The plugin of {@link __Name__}: what it is called, what is known about it, and how it is made. */
public final class __Name__Plugin implements ModelPlugin<__Name__Config> {

    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Config> configType() {
        return __Name__Config.class;
    }

    @Override
    public String summary() {
        return "minGRU: a gated average whose gate sees the input only";
    }

    /** Arithmetic only: planning an experiment loads no engine. The kit compares it with the block. */
    @Override
    public ModelFacts facts(__Name__Config config, SequenceShape shape) {
        long hidden = config.hiddenSize();
        long in = shape.inputSize();
        long out = shape.outputSize();
        return new ModelFacts(
                Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION, Claim.STEPPABLE),
                OptionalLong.of(hidden), // numbers carried from step to step
                OptionalInt.empty(), // an output may depend on every input before it
                2 * (in + 1) * hidden + (hidden + 1) * out,
                4 * in * hidden + 5 * hidden + 2 * hidden * out);
    }

    @Override
    public Block create(__Name__Config config, ModelContext context) {
        return new __Name__(config, context);
    }
}
