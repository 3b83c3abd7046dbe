// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class LinearLsslPluginTest extends ModelCompatibilityKit<LsslConfig> {

    @Override
    protected ModelPlugin<LsslConfig> plugin() {
        return new LsslPlugin();
    }

    @Override
    protected LsslConfig example() {
        return config(4, 6, 2);
    }

    @Override
    protected LsslConfig learner() {
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

    private static LsslConfig config(int modelSize, int stateSize, int layers) {
        return new LsslConfig(modelSize, stateSize, layers, false, 1e-3, 1e-1, true, 0.01, 0);
    }
}
