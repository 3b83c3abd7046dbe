// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class S5PluginTest extends ModelCompatibilityKit<S5Config> {

    @Override
    protected ModelPlugin<S5Config> plugin() {
        return new S5Plugin();
    }

    @Override
    protected S5Config example() {
        return config(4, 8, 2);
    }

    @Override
    protected S5Config learner() {
        return config(16, 16, 1);
    }

    @Override
    protected int lessons() {
        return 120;
    }

    private static S5Config config(int modelSize, int stateSize, int layers) {
        return new S5Config(
                modelSize, stateSize, 2, layers, Discretisation.ZOH, 1e-3, 1e-1, false, 0.5, 0);
    }
}
