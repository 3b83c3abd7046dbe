// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class LinearLruPluginTest extends ModelCompatibilityKit<LruConfig> {

    @Override
    protected ModelPlugin<LruConfig> plugin() {
        return new LruPlugin();
    }

    @Override
    protected LruConfig example() {
        return config(4, 6, 2);
    }

    @Override
    protected LruConfig learner() {
        return config(16, 16, 1);
    }

    @Override
    protected int lessons() {
        return 120;
    }

    private static LruConfig config(int modelSize, int stateSize, int layers) {
        return new LruConfig(modelSize, stateSize, layers, 0, 0.99, 6.28, true, 0.5, 0);
    }
}
