// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.HostMath;

/**
 * A run in Java, in single precision; only the products that add up the gradients of weights over
 * all steps are the engine's.
 *
 * <p>Subclasses say what a step is. <b>Shapes:</b> there is an array for each unit or gate, with
 * the T B numbers of all steps and sequences, time first. A step is the range from t B to (t + 1) B
 * of every array: what belongs together has the same index, as {@link HostMath} wants it.
 */
abstract class HostRun implements UnrecordedRun {

    /**
     * The largest B H H that is run here: at (32, 32, 32) and (128, 32, 16) it is faster than by
     * the engine, at (64, 32, 32) as fast, at (16, 32, 64) slower. The length does not matter.
     */
    private static final long LARGEST_PRODUCT = 1 << 15;

    private final NDList parameters;
    private final NDManager manager;
    private final Shape states;
    private final int batch;
    private final int columns;
    private final float[] weight; // W_hh
    private final float[][] input;
    private final float[][] before;
    private final float[][] after;
    private float[][] fromInput = {};
    private float[][] fromState = {};

    /**
     * @param x shape (T, B, in)
     * @param parameters as those of {@link RecurrentCell#run}
     */
    HostRun(NDArray x, NDList parameters, int hidden) {
        this.parameters = parameters;
        this.manager = x.getManager();
        this.states = x.getShape().slice(0, 2).add(hidden);
        this.batch = Math.toIntExact(states.get(1));
        this.columns = Math.toIntExact(states.get(0) * batch);
        this.weight = parameter(1);
        this.input = HostArrays.columns(x);
        this.before = new float[hidden][columns];
        this.after = new float[hidden][columns];
    }

    /** Whether a layer is run here: by its shape alone, so that every run of it does the same. */
    static boolean suits(NDArray x, int hidden) {
        return x.getDataType() == DataType.FLOAT32
                && HostArrays.reaches(x)
                && x.getShape().get(1) * hidden * hidden <= LARGEST_PRODUCT;
    }

    @Override
    public final NDArray forward() {
        float[] bias = parameter(2);
        fromInput = new float[bias.length][columns];
        for (int i = 0; i < bias.length; i++) {
            Arrays.fill(fromInput[i], bias[i]);
        }
        HostMath.addProduct(fromInput, parameter(0), input, 0, columns);
        fromState = fromState(fromInput, parameter(3));
        for (int from = 0; from < columns; from += batch) {
            if (from > 0) {
                copy(after, from - batch, before, from);
            }
            HostMath.addProduct(fromState, weight, before, from, from + batch);
            step(from, from + batch);
        }
        return HostArrays.array(manager, HostArrays.joined(after), states);
    }

    @Override
    public final void backward(NDArray gradient) {
        float[][] total = HostArrays.columns(gradient);
        float[][] passed = new float[total.length][columns];
        float[][] arrived = new float[total.length][columns];
        float[] transposed = HostMath.transpose(weight, total.length);
        for (int from = columns - batch; from >= 0; from -= batch) {
            int to = from + batch;
            for (int i = 0; i < total.length; i++) {
                HostMath.add(total[i], arrived[i], from, to);
            }
            back(total, passed, from, to);
            if (from > 0) {
                HostMath.addProduct(passed, transposed, fromState, from, to);
                copy(passed, from, arrived, from - batch);
            }
        }
        addGradients();
    }

    /**
     * Where the steps find what comes from the state, {@code W_hh h}: it will be added to what
     * stands in the arrays that are returned.
     *
     * @param fromInput {@code W_ih x + b_ih}, G H arrays
     * @param bias b_hh, to be added
     * @return as many; {@code fromInput} itself if only the sum of both is needed
     */
    abstract float[][] fromState(float[][] fromInput, float[] bias);

    /** Completes a step: the sums stand there, the states after it are to be written. */
    abstract void step(int from, int to);

    /**
     * A step of the way back. In place of what came from the input and the state it leaves the
     * gradients of it.
     *
     * @param total the gradients of the states after the step, H arrays; may be overwritten
     * @param passed takes those of the states before it, less what goes through W_hh; now 0
     */
    abstract void back(float[][] total, float[][] passed, int from, int to);

    /** The state of a unit before every step. */
    final float[] before(int unit) {
        return before[unit];
    }

    /** The state of a unit after every step. */
    final float[] after(int unit) {
        return after[unit];
    }

    /** H. */
    final int hidden() {
        return after.length;
    }

    private float[] parameter(int index) {
        return HostArrays.floats(parameters.get(index));
    }

    /** Moves what belongs to a step to another one. */
    private void copy(float[][] source, int from, float[][] target, int to) {
        for (int i = 0; i < source.length; i++) {
            System.arraycopy(source[i], from, target[i], to, batch);
        }
    }

    /** Multiplies the gradients of all sums with what the weights and biases stand before there. */
    private void addGradients() {
        int end = input.length + before.length;
        float[][] factors = Arrays.copyOf(input, end + 1);
        System.arraycopy(before, 0, factors, input.length, before.length);
        factors[end] = new float[columns];
        Arrays.fill(factors[end], 1);
        NDArray transposed = HostArrays.ofRows(manager, factors).transpose();
        float[][] ofInput = product(fromInput, transposed);
        float[][] ofState = fromState == fromInput ? ofInput : product(fromState, transposed);
        addGradient(0, ofInput, 0, input.length);
        addGradient(1, ofState, input.length, end);
        addGradient(2, ofInput, end, end + 1);
        addGradient(3, ofState, end, end + 1);
    }

    private float[][] product(float[][] rows, NDArray factor) {
        return HostArrays.columns(HostArrays.ofRows(manager, rows).matMul(factor));
    }

    /** Adds columns to the gradient of a parameter. */
    private void addGradient(int index, float[][] columns, int from, int to) {
        HostArrays.addGradient(
                parameters.get(index), HostArrays.joined(Arrays.copyOfRange(columns, from, to)));
    }
}
