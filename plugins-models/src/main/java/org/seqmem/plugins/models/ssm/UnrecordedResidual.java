// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.seqmem.plugins.models.layers.HostMath;
import org.seqmem.plugins.models.layers.HostNorm;

/** A {@link ResidualBlock} with its gradient by hand. */
final class UnrecordedResidual implements UnrecordedLayer {

    private final HostNorm norm;
    private final UnrecordedLayer mixer;
    private final float[] output;

    /**
     * What a block is made of.
     *
     * @param norm of the mixer's input
     * @param mixer added to the input
     */
    record Parts(HostNorm norm, UnrecordedLayer.Parts mixer) implements UnrecordedLayer.Parts {

        @Override
        public UnrecordedLayer run(float[] x, Shape shape, NDManager manager) {
            return new UnrecordedResidual(this, x, shape, manager);
        }
    }

    private UnrecordedResidual(Parts parts, float[] x, Shape shape, NDManager manager) {
        this.norm = parts.norm();
        this.mixer = parts.mixer().run(norm.forward(x), shape, manager);
        this.output = mixer.output();
        HostMath.add(output, x, 0, x.length);
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public float[] backward(float[] gradient) {
        float[] dx = norm.backward(mixer.backward(gradient));
        HostMath.add(dx, gradient, 0, dx.length);
        return dx;
    }
}
