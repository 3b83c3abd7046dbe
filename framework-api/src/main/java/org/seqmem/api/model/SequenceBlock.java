// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.HashMap;
import java.util.Map;
import org.seqmem.api.random.RandomStreams;

/**
 * The base of blocks that are written for Seqmem: initial values come from named streams, and each
 * parameter states how the optimiser treats it. Adds nothing else to DJL's block.
 *
 * <p>Arrays made in {@link #forward(NDArray, Weights)} attach to the manager of its input, which
 * the caller closes after the step.
 */
public abstract class SequenceBlock extends AbstractBlock {

    private final RandomStreams streams;
    private final Map<Parameter, ParameterGroup> groups = new HashMap<>();

    /**
     * @param streams where initial values come from, scoped to this block
     */
    protected SequenceBlock(RandomStreams streams) {
        this.streams = streams;
    }

    /**
     * The forward pass.
     *
     * @param x the input
     * @param weights gives the arrays of parameters, and whether this is a training step
     */
    protected abstract NDArray forward(NDArray x, Weights weights);

    /** Adds a parameter of the regular group. */
    protected final Parameter parameter(String name, Shape shape, ParameterInit init) {
        return parameter(name, shape, init, ParameterGroup.REGULAR);
    }

    /**
     * Adds a parameter.
     *
     * @param name unique in this block, snake_case, also the name of its random stream
     * @param shape its shape
     * @param init its initial values
     * @param group how the optimiser treats it
     */
    protected final Parameter parameter(
            String name, Shape shape, ParameterInit init, ParameterGroup group) {
        Parameter parameter =
                addParameter(
                        Parameter.builder()
                                .setName(name)
                                .setType(Parameter.Type.OTHER)
                                .optShape(shape)
                                .optInitializer(initializer(name, init))
                                .build());
        groups.put(parameter, group);
        return parameter;
    }

    /** Adds a block that belongs to this one. */
    protected final <T extends Block> T child(String name, T block) {
        return addChildBlock(name, block);
    }

    /**
     * How the optimiser treats a parameter of this block (not of its children).
     *
     * @throws IllegalArgumentException if it is not this block's
     */
    public final ParameterGroup group(Parameter parameter) {
        ParameterGroup group = groups.get(parameter);
        if (group == null) {
            throw new IllegalArgumentException(
                    parameter.getName() + " is not a parameter of this block");
        }
        return group;
    }

    /** Runs the forward pass inside that of a parent block. */
    public final NDArray apply(NDArray x, Weights weights) {
        return forward(x, weights);
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        return new NDList(forward(x, new Weights(parameterStore, x.getDevice(), training)));
    }

    /** The shape of the output; by default that of a sequence map, which keeps (B, T). */
    @Override
    public abstract Shape[] getOutputShapes(Shape[] inputShapes);

    /** Initialises children with the shape that this block is given, unless overridden. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        for (Block block : getChildren().values()) {
            block.initialize(manager, dataType, shapes);
        }
    }

    private Initializer initializer(String name, ParameterInit init) {
        return (manager, shape, dataType) -> {
            double[] values = init.values(streams.stream(name), shape);
            if (dataType == DataType.FLOAT64) {
                return manager.create(values, shape);
            }
            float[] rounded = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                rounded[i] = (float) values[i];
            }
            return manager.create(rounded, shape).toType(dataType, false);
        };
    }
}
