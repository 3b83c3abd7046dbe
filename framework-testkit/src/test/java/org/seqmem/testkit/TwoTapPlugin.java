// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.task.SequenceShape;

/** The model y_t = V x_t + W x_(t-1), right or with one flaw, to test the kit. */
public final class TwoTapPlugin implements ModelPlugin<TwoTapPlugin.TwoTapConfig> {

    /** What can be wrong with it. */
    public enum Flaw {
        NONE,
        LOOKS_AHEAD,
        MIXES_BATCH,
        MISCOUNTS,
        PROMISES_WRONG_SHAPE,
        OVERSTATES_FIELD,
        UNDERSTATES_FIELD,
        BENDS,
        DRIFTS,
        EXPLODES,
        IGNORES_SEED,
        ROUNDS,
        STOPS_GRADIENT,
        DIFFERS_IN_TRAINING,
        LEAKS,
        LEARNS_NOTHING,
        CLAIMS_STEPS,
        FORGETS,
        HIDES_STATE,
        MISCOUNTS_STATE,
        HIDES_WEIGHT,
        CLAIMS_BLINDNESS,
        PRINTS,
        CHANGES_WITH_EVERY_PASS,
        REVERSES_GRADIENT,
        REVERSES_ITS_OWN_GRADIENT,
        STARTS_STRIDED,
        HIDES_STEPS
    }

    /** The configuration. */
    public record TwoTapConfig(Flaw flaw) {}

    @Override
    public String name() {
        return "two-tap";
    }

    @Override
    public Class<TwoTapConfig> configType() {
        return TwoTapConfig.class;
    }

    @Override
    public String summary() {
        return "the present and the last input, weighted";
    }

    @Override
    public ModelFacts facts(TwoTapConfig config, SequenceShape shape) {
        int size = shape.inputSize() * shape.outputSize();
        return new ModelFacts(
                claims(config.flaw()),
                OptionalLong.of(config.flaw() == Flaw.MISCOUNTS_STATE ? 1000 : shape.inputSize()),
                switch (config.flaw()) {
                    case OVERSTATES_FIELD -> OptionalInt.of(3);
                    case UNDERSTATES_FIELD -> OptionalInt.of(1);
                    case EXPLODES -> OptionalInt.empty();
                    default -> OptionalInt.of(2);
                },
                config.flaw() == Flaw.MISCOUNTS ? size : 2L * size,
                4L * size);
    }

    private static Set<Claim> claims(Flaw flaw) {
        return switch (flaw) {
            case EXPLODES -> Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION);
            case CLAIMS_STEPS, FORGETS, HIDES_STATE, MISCOUNTS_STATE -> Set.of(Claim.STEPPABLE);
            case CLAIMS_BLINDNESS -> Set.of(Claim.CAUSAL, Claim.ORDER_BLIND);
            case HIDES_STEPS -> Set.of(Claim.CAUSAL);
            default ->
                    Set.of(
                            Claim.CAUSAL,
                            Claim.LINEAR,
                            Claim.TIME_INVARIANT,
                            Claim.STABLE_BY_CONSTRUCTION,
                            Claim.STEPPABLE);
        };
    }

    @Override
    public Block create(TwoTapConfig config, ModelContext context) {
        TwoTap model = new TwoTap(config.flaw(), context);
        return config.flaw() == Flaw.CLAIMS_STEPS ? new SequentialBlock().add(model) : model;
    }

    private static final class TwoTap extends SteppableBlock {

        private final Flaw flaw;
        private final int outputs;
        private final Parameter present;
        private final Parameter past;
        private final double secret;
        private int passes;

        /** What the last piece ended with, for one flaw: it should stand in the state. */
        private @Nullable Double hidden;

        TwoTap(Flaw flaw, ModelContext context) {
            super(context.streams());
            this.flaw = flaw;
            this.outputs = context.shape().outputSize();
            Shape shape = new Shape(context.shape().inputSize(), outputs);
            ParameterInit init =
                    flaw == Flaw.IGNORES_SEED
                            ? ParameterInit.constant(0.1)
                            : ParameterInit.normal(0.5);
            this.present = parameter("present", shape, init);
            this.past = parameter("past", shape, init);
            if (flaw == Flaw.STARTS_STRIDED) { // the numbers lie column by column
                past.setInitializer(
                        (manager, size, type) ->
                                manager.ones(new Shape(size.get(1), size.get(0)), type)
                                        .transpose());
            }
            this.secret = context.streams().stream("secret").nextDouble();
        }

        @Override
        protected NDArray forward(NDArray x, Carry carry, Weights weights) {
            if (flaw == Flaw.PRINTS) {
                System.out.println("forward " + x.getShape());
            }
            NDArray v = weights.of(present);
            NDArray w = weights.of(past);
            long length = x.getShape().get(1);
            NDArray last = last(x.get(new NDIndex(":, {}:", length - 1)), carry); // (B, 1, d_in)
            NDArray before = last.concat(x.get(new NDIndex(":, :{}", length - 1)), 1);
            NDArray y = x.matMul(v).add(before.matMul(w));
            return switch (flaw) {
                case LOOKS_AHEAD -> y.add(y.flip(1).mul(0.001));
                case MIXES_BATCH -> y.add(y.mean(new int[] {0}, true));
                case BENDS -> y.tanh();
                case DRIFTS -> y.cumSum(1).add(y.onesLike().cumSum(1).mul(0.1));
                case EXPLODES -> accumulate(x.matMul(v), v.get(0, 0).abs());
                case ROUNDS -> y.toType(DataType.FLOAT32, false).toType(y.getDataType(), false);
                case LEARNS_NOTHING -> y.mul(1e-6);
                case STOPS_GRADIENT -> x.stopGradient().matMul(v).add(before.matMul(w));
                case REVERSES_GRADIENT -> y.stopGradient().add(y.stopGradient()).sub(y);
                case REVERSES_ITS_OWN_GRADIENT ->
                        weights.ownGradients().isPresent()
                                ? y.stopGradient().add(y.stopGradient()).sub(y)
                                : y;
                case DIFFERS_IN_TRAINING -> weights.training() ? y.mul(1.01) : y;
                case CHANGES_WITH_EVERY_PASS -> y.mul(1 + 0.001 * passes++);
                case HIDES_WEIGHT -> y.mul(secret);
                case LEAKS -> x.matMul(v.mul(1)).add(before.matMul(w));
                default -> y;
            };
        }

        /** The last input of the piece before, (B, 1, d_in); that of this piece is kept. */
        private NDArray last(NDArray end, Carry carry) {
            NDArray zero = end.zerosLike();
            carry.keep(end);
            NDArray last = carry.take().orElse(zero);
            if (flaw == Flaw.HIDES_STATE) {
                last = carry.position() == 0 || hidden == null ? zero : zero.add(hidden);
                hidden = end.get(0, 0).toType(DataType.FLOAT64, true).getDouble(0);
            }
            return flaw == Flaw.FORGETS ? zero : last;
        }

        private static NDArray accumulate(NDArray u, NDArray factor) {
            NDArray state = u.get(new NDIndex(":, :1")).mul(0);
            NDList states = new NDList();
            for (long t = 0; t < u.getShape().get(1); t++) {
                state = state.mul(factor).add(u.get(new NDIndex(":, {}:{}", t, t + 1)));
                states.add(state);
            }
            return ai.djl.ndarray.NDArrays.concat(states, 1);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            int promised = flaw == Flaw.PROMISES_WRONG_SHAPE ? outputs + 1 : outputs;
            return new Shape[] {inputShapes[0].slice(0, 2).add(promised)};
        }
    }
}
