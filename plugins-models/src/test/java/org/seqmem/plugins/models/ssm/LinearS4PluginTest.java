// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class LinearS4PluginTest extends ModelCompatibilityKit<S4Config> {

    @Override
    protected ModelPlugin<S4Config> plugin() {
        return new S4Plugin();
    }

    @Override
    protected S4Config example() {
        return config(4, 6, 2);
    }

    @Override
    protected S4Config learner() {
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

    private static S4Config config(int modelSize, int stateSize, int layers) {
        return new S4Config(modelSize, stateSize, layers, 1e-3, 1e-1, true, 1, 0);
    }
}
