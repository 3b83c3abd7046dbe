// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class StableSsmPluginTest extends ModelCompatibilityKit<StableSsmConfig> {

    @Override
    protected ModelPlugin<StableSsmConfig> plugin() {
        return new StableSsmPlugin();
    }

    @Override
    protected StableSsmConfig example() {
        return config(4, 6, 2);
    }

    @Override
    protected StableSsmConfig learner() {
        return config(16, 8, 1);
    }

    @Override
    protected int lessons() {
        return 120;
    }

    /** A transform lets rounding through, in single precision some 1e-7 of the largest output. */
    @Override
    protected double leakTolerance() {
        return 1e-6;
    }

    private static StableSsmConfig config(int modelSize, int stateSize, int layers) {
        return new StableSsmConfig(
                modelSize,
                stateSize,
                layers,
                Reparameterisation.BEST,
                S4dInit.LEGS,
                Discretisation.BILINEAR,
                1e-3,
                1e-1,
                false,
                1,
                0);
    }
}
