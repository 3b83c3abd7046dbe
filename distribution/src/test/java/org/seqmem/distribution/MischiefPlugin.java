// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.task.SequenceShape;

/** A model that scales its input, and does to the process that runs it what plugins must not do. */
public final class MischiefPlugin implements ModelPlugin<MischiefPlugin.Config> {

    /** What it does, in its third update. */
    public enum Mischief {
        NONE,
        EXITS,
        EXITS_WITH_ZERO,
        HALTS,
        THROWS,
        FILLS_THE_HEAP,
        FILLS_THE_MEMORY,
        NEVER_RETURNS,
        BABBLES
    }

    /** How the model is. */
    public record Config(Mischief mischief) {}

    @Override
    public String name() {
        return "mischief";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public String summary() {
        return "does what plugins must not do";
    }

    @Override
    public ModelFacts facts(Config config, SequenceShape shape) {
        return new ModelFacts(
                Set.of(Claim.CAUSAL), OptionalLong.of(0), OptionalInt.of(1), 1, shape.length());
    }

    @Override
    public Block create(Config config, ModelContext context) {
        return new Mischievous(config.mischief(), context);
    }

    private static final class Mischievous extends SequenceBlock {

        private static final int UPDATES_BEFORE = 2;
        private static final int PIECE = 1 << 20;

        private final Mischief mischief;
        private final Parameter scale;
        private final List<Object> hoard = new ArrayList<>();
        private int updates;

        Mischievous(Mischief mischief, ModelContext context) {
            super(context.streams());
            this.mischief = mischief;
            this.scale = parameter("scale", new Shape(1), ParameterInit.constant(0.5));
        }

        @Override
        protected NDArray forward(NDArray x, Weights weights) {
            if (weights.training() && ++updates > UPDATES_BEFORE) {
                act(x.getManager());
            }
            return x.mul(weights.of(scale));
        }

        private void act(NDManager manager) {
            switch (mischief) {
                case EXITS -> System.exit(7);
                case EXITS_WITH_ZERO -> System.exit(0);
                case HALTS -> Runtime.getRuntime().halt(0);
                case THROWS -> throw new IllegalStateException("the model is in a bad mood");
                case FILLS_THE_HEAP -> {
                    while (true) {
                        hoard.add(new double[PIECE]);
                    }
                }
                case FILLS_THE_MEMORY -> {
                    // slowly, so that the test does not take what others on this machine need
                    hoard.add(manager.getParentManager().ones(new Shape(PIECE)));
                    LockSupport.parkNanos(2_000_000);
                }
                case NEVER_RETURNS -> {
                    while (true) {
                        LockSupport.parkNanos(1_000_000_000);
                    }
                }
                case BABBLES -> babble();
                default -> {}
            }
        }

        /** Past System.out, as native code does: a line, half a line, half a record, bytes. */
        private static void babble() {
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            try {
                out.write("a line\nhalf a line".getBytes(StandardCharsets.UTF_8));
                out.write("\u001e{\"type\":\"ended\",\"id\":".getBytes(StandardCharsets.UTF_8));
                out.write(new byte[] {0, (byte) 0xff, 0x1e, 0x1e, (byte) 0xc3});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }
}
