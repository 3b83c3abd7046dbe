// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.function.Function;
import org.seqmem.plugins.models.layers.ColumnLinear;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.HostNorm;

/**
 * A gated {@link StateSpaceBlock} of whole sequences with its gradient by hand, in single
 * precision: loops in Java, and the engine for what takes exponentials or is a matrix product.
 *
 * <pre>{@code
 * u = norm(x)    s = K * u    h = s Phi(s)    (v, w) = W h + b    y = x + v sigmoid(w)
 * dh/ds = Phi(s) + s exp(-s^2 / 2) / sqrt(2 pi)        Phi(s) = (1 + erf(s / sqrt(2))) / 2
 * }</pre>
 *
 * <p><b>Shape:</b> sequences are (H, T, B).
 */
final class UnrecordedBlock implements UnrecordedLayer {

    private static final float ROOT_HALF = (float) Math.sqrt(0.5);
    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

    private final Parts parts;
    private final Shape shape;
    private final NDManager manager;
    private final ToeplitzConvolution convolution;
    private final float[] slope; // dh/ds
    private final ColumnLinear mixing;
    private final float[] mixed; // v and w
    private final float[] gate; // sigmoid(w)
    private final float[] output;

    /**
     * What a block is made of.
     *
     * @param response K, with the direct path
     * @param mixing W and b of columns
     */
    record Parts(
            HostNorm norm,
            ConvolvedLayer.OwnKernel response,
            Function<NDArray, ColumnLinear> mixing)
            implements UnrecordedLayer.Parts {

        @Override
        public UnrecordedLayer run(float[] x, Shape shape, NDManager manager) {
            return new UnrecordedBlock(this, x, shape, manager);
        }
    }

    private UnrecordedBlock(Parts parts, float[] x, Shape shape, NDManager manager) {
        this.parts = parts;
        this.shape = shape;
        this.manager = manager;
        NDArray u = HostArrays.array(manager, parts.norm().forward(x), shape);
        this.convolution = new ToeplitzConvolution(u, parts.response().values());
        float[] s = HostArrays.floats(convolution.forward());
        this.slope = new float[s.length];
        this.mixing = parts.mixing().apply(columns(gelu(s)));
        NDArray both = mixing.forward();
        long size = shape.get(0);
        NDArray w = both.get(new NDIndex().addSliceDim(size, 2 * size));
        this.mixed = HostArrays.floats(both);
        this.gate = HostArrays.floats(Activation.sigmoid(w));
        this.output = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            output[i] = x[i] + mixed[i] * gate[i];
        }
    }

    /** h; leaves its slope. */
    private float[] gelu(float[] s) {
        float[] scaled = new float[s.length];
        float[] exponent = new float[s.length];
        for (int i = 0; i < s.length; i++) {
            scaled[i] = s[i] * ROOT_HALF;
            exponent[i] = -0.5f * s[i] * s[i];
        }
        float[] erf = HostArrays.floats(columns(scaled).erf());
        float[] density = HostArrays.floats(columns(exponent).exp());
        float[] h = new float[s.length];
        for (int i = 0; i < s.length; i++) {
            float share = 0.5f + 0.5f * erf[i];
            h[i] = s[i] * share;
            slope[i] = share + s[i] * density[i] * DENSITY;
        }
        return h;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public float[] backward(float[] gradient) {
        float[] dMixed = new float[2 * gradient.length];
        int half = gradient.length;
        for (int i = 0; i < half; i++) {
            float open = gradient[i] * gate[i];
            dMixed[i] = open;
            dMixed[half + i] = open * (1 - gate[i]) * mixed[i];
        }
        NDArray above = columns(dMixed);
        mixing.backward(above);
        float[] ds = HostArrays.floats(mixing.inputGradient(above));
        for (int i = 0; i < ds.length; i++) {
            ds[i] *= slope[i];
        }
        NDArray below = HostArrays.array(manager, ds, shape);
        parts.response().backward(convolution.kernelGradient(below));
        float[] du = HostArrays.floats(convolution.inputGradient(below));
        float[] dx = parts.norm().backward(du);
        for (int i = 0; i < dx.length; i++) {
            dx[i] += gradient[i];
        }
        return dx;
    }

    /** Rows of T B. */
    private NDArray columns(float[] values) {
        long columns = shape.get(1) * shape.get(2);
        return HostArrays.array(manager, values, new Shape(values.length / columns, columns));
    }
}
