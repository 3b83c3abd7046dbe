// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Optional;
import org.seqmem.plugins.models.layers.ColumnLinear;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.HostMath;
import org.seqmem.plugins.models.layers.HostSelectiveScan;
import org.seqmem.plugins.models.layers.HostShortConvolution;
import org.seqmem.plugins.models.layers.Unrecorded;

/**
 * A {@link MambaLayer} of whole sequences with its gradient by hand, in single precision: the
 * engine for matrix products and exponentials, loops in Java for the rest.
 *
 * <pre>{@code
 * silu'(x) = s + x s (1 - s)        s = sigmoid(x)        softplus'(x) = sigmoid(x)
 * }</pre>
 */
final class UnrecordedMamba implements UnrecordedLayer {

    private final Parts parts;
    private final NDManager manager;
    private final int columns;
    private final int channels;
    private final ColumnLinear input;
    private final HostShortConvolution convolution;
    private final Silu convolved;
    private final ColumnLinear selection;
    private final ColumnLinear step;
    private final float[] stepSlope;
    private final float[] rates; // A
    private final HostSelectiveScan scan;
    private final float[] seen; // before the gate
    private final Silu gate;
    private final ColumnLinear projection;
    private final float[] output;

    /**
     * The parameters of a mixer, and its convolution.
     *
     * @param rank R
     * @param states N
     */
    record Parts(
            int rank,
            int states,
            NDArray input,
            HostShortConvolution convolution,
            NDArray selection,
            NDArray step,
            NDArray stepBias,
            NDArray logA,
            NDArray direct,
            NDArray output)
            implements UnrecordedLayer.Parts {

        @Override
        public UnrecordedLayer run(float[] x, Shape shape, NDManager manager) {
            return new UnrecordedMamba(this, x, shape, manager);
        }
    }

    private UnrecordedMamba(Parts parts, float[] u, Shape shape, NDManager manager) {
        this.parts = parts;
        this.manager = manager;
        this.columns = Math.toIntExact(shape.get(1) * shape.get(2));
        this.channels = Math.toIntExact(parts.direct().size());
        int batch = Math.toIntExact(shape.get(2));
        int size = channels * columns;
        this.input = linear(array(u), parts.input(), Optional.empty());
        float[] both = HostArrays.floats(input.forward());
        this.convolution = parts.convolution();
        this.convolved = new Silu(convolution.forward(Arrays.copyOf(both, size)));
        this.gate = new Silu(Arrays.copyOfRange(both, size, 2 * size));
        this.selection = linear(array(convolved.values), parts.selection(), Optional.empty());
        NDArray selected = selection.forward();
        NDArray delta = selected.get(new NDIndex().addSliceDim(0, parts.rank()));
        this.step = linear(delta, parts.step(), Optional.of(parts.stepBias()));
        NDArray raw = step.forward();
        this.stepSlope = HostArrays.floats(raw);
        HostMath.sigmoid(stepSlope, 0, size);
        this.rates = HostArrays.floats(parts.logA());
        for (int i = 0; i < rates.length; i++) {
            rates[i] = -(float) Math.exp(rates[i]);
        }
        this.scan =
                new HostSelectiveScan(
                        manager,
                        batch,
                        parts.states(),
                        convolved.values,
                        HostArrays.floats(Activation.softPlus(raw)),
                        rates,
                        weights(selected, parts.rank()),
                        weights(selected, parts.rank() + parts.states()));
        this.seen = scan.forward();
        float[] direct = HostArrays.floats(parts.direct());
        for (int e = 0; e < channels; e++) {
            HostMath.addScaled(seen, direct[e], convolved.values, e * columns, (e + 1) * columns);
        }
        float[] gated = new float[size];
        HostMath.multiply(gated, seen, gate.values, 0, size);
        this.projection = linear(array(gated), parts.output(), Optional.empty());
        this.output = HostArrays.floats(projection.forward());
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public float[] backward(float[] gradient) {
        int size = channels * columns;
        NDArray above = array(gradient);
        projection.backward(above);
        float[] dGated = HostArrays.floats(projection.inputGradient(above));
        float[] dBoth = new float[2 * size];
        float[] dGate = new float[size];
        HostMath.multiply(dGate, dGated, seen, 0, size);
        HostMath.multiply(dGate, dGate, gate.slopes, 0, size);
        System.arraycopy(dGate, 0, dBoth, size, size);
        float[] dSeen = dGated;
        HostMath.multiply(dSeen, dGated, gate.values, 0, size);
        HostSelectiveScan.Gradients inner = scan.backward(dSeen);
        float[] dx = inner.x();
        addDirect(dx, dSeen);
        for (int i = 0; i < rates.length; i++) {
            inner.a()[i] *= rates[i];
        }
        HostArrays.addGradient(parts.logA(), inner.a());
        HostMath.multiply(inner.dt(), inner.dt(), stepSlope, 0, size);
        NDArray dRaw = array(inner.dt());
        step.backward(dRaw);
        NDArray dSelected =
                step.inputGradient(dRaw).concat(array(inner.b())).concat(array(inner.c()));
        selection.backward(dSelected);
        HostMath.add(dx, HostArrays.floats(selection.inputGradient(dSelected)), 0, size);
        HostMath.multiply(dx, dx, convolved.slopes, 0, size);
        System.arraycopy(convolution.backward(dx), 0, dBoth, 0, size);
        NDArray below = array(dBoth);
        input.backward(below);
        return HostArrays.floats(input.inputGradient(below));
    }

    /** The direct path: the gradient of d, and what it adds to that of x. */
    private void addDirect(float[] dx, float[] dSeen) {
        float[] direct = HostArrays.floats(parts.direct());
        float[] dDirect = new float[channels];
        for (int e = 0; e < channels; e++) {
            int from = e * columns;
            dDirect[e] = HostMath.dot(dSeen, convolved.values, from, columns);
            HostMath.addScaled(dx, direct[e], dSeen, from, from + columns);
        }
        HostArrays.addGradient(parts.direct(), dDirect);
    }

    /** The rows of b or c. */
    private float[] weights(NDArray selected, int from) {
        return HostArrays.floats(
                selected.get(new NDIndex().addSliceDim(from, from + parts.states())));
    }

    private ColumnLinear linear(NDArray x, NDArray weight, Optional<NDArray> bias) {
        return new ColumnLinear(
                x,
                new Unrecorded(weight, manager),
                bias.map(array -> new Unrecorded(array, manager)));
    }

    private NDArray array(float[] rows) {
        return HostArrays.array(manager, rows, new Shape(rows.length / columns, columns));
    }

    /** {@code x sigmoid(x)} and its derivative. */
    private static final class Silu {

        final float[] values;
        final float[] slopes;

        /**
         * @param x becomes the values
         */
        Silu(float[] x) {
            this.slopes = x.clone();
            HostMath.sigmoid(slopes, 0, x.length);
            for (int k = 0; k < x.length; k++) {
                float s = slopes[k];
                slopes[k] = s + x[k] * s * (1 - s);
                x[k] *= s;
            }
            this.values = x;
        }
    }
}
