// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class LinearS4dPluginTest extends ModelCompatibilityKit<S4dConfig> {

    @Override
    protected ModelPlugin<S4dConfig> plugin() {
        return new S4dPlugin();
    }

    @Override
    protected S4dConfig example() {
        return config(4, 6, 2);
    }

    @Override
    protected S4dConfig learner() {
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

    private static S4dConfig config(int modelSize, int stateSize, int layers) {
        return new S4dConfig(
                modelSize,
                stateSize,
                layers,
                S4dInit.LIN,
                Discretisation.ZOH,
                1e-3,
                1e-1,
                true,
                0.5,
                0);
    }
}
