package __package__;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;

/**
 * The minGRU.
 *
 * <pre>{@code
 * z_t = sigmoid(x_t W_z + b_z)
 * h_t = h_(t-1) + z_t (x_t W_h + b_h - h_(t-1))          h_(-1) = 0
 * y_t = h_t W_y + b_y
 * }</pre>
 *
 * <p><b>Shape:</b> x (B, T, d_in), h (B, T, H), y (B, T, d_out).
 *
 * <p><b>Source:</b> Feng et al., "Were RNNs all we needed?" (2024), section 3.1.
 */
final class __Name__ extends SteppableBlock {

    private final int outputs;
    private final Parameter gate;
    private final Parameter gateBias;
    private final Parameter candidate;
    private final Parameter candidateBias;
    private final Parameter readout;
    private final Parameter readoutBias;

    __Name__(__Name__Config config, ModelContext context) {
        super(context.streams());
        int inputs = context.shape().inputSize();
        int hidden = config.hiddenSize();
        this.outputs = context.shape().outputSize();
        ParameterInit fromInput = ParameterInit.uniform(1 / Math.sqrt(inputs));
        this.gate = parameter("gate", new Shape(inputs, hidden), fromInput);
        // memories from about two to fifty steps at the start: z from 1/2 down to 1/50
        this.gateBias = parameter("gate_bias", new Shape(hidden), spread(-4, 0));
        this.candidate = parameter("candidate", new Shape(inputs, hidden), fromInput);
        this.candidateBias = parameter("candidate_bias", new Shape(hidden), ParameterInit.constant(0));
        ParameterInit fromState = ParameterInit.uniform(1 / Math.sqrt(hidden));
        this.readout = parameter("readout", new Shape(hidden, outputs), fromState);
        this.readoutBias = parameter("readout_bias", new Shape(outputs), ParameterInit.constant(0));
    }

    private static ParameterInit spread(double lowest, double highest) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = lowest + (highest - lowest) * stream.nextDouble();
            }
            return values;
        };
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        // x comes first: an array belongs to the manager of what it was first made from, and that of
        // x is closed after the step
        NDArray gates = Activation.sigmoid(x.matMul(weights.of(gate)).add(weights.of(gateBias)));
        NDArray news = x.matMul(weights.of(candidate)).add(weights.of(candidateBias)); // (B, T, H)
        NDArray state = carry.take().orElseGet(() -> at(news, 0).zerosLike()); // (B, H)
        NDList states = new NDList();
        for (long t = 0; t < x.getShape().get(1); t++) {
            state = state.add(at(gates, t).mul(at(news, t).sub(state)));
            states.add(state);
        }
        carry.keep(state);
        return NDArrays.stack(states, 1).matMul(weights.of(readout)).add(weights.of(readoutBias));
    }

    private static NDArray at(NDArray sequence, long step) {
        return sequence.get(new NDIndex(":, {}", step));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
