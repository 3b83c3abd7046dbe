// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class Mamba2PluginTest extends ModelCompatibilityKit<Mamba2Config> {

    @Override
    protected ModelPlugin<Mamba2Config> plugin() {
        return new Mamba2Plugin();
    }

    @Override
    protected Mamba2Config example() {
        return new Mamba2Config(4, 3, 2, 2, 2, 2, 4, 1e-3, 1e-1, 1);
    }

    @Override
    protected Mamba2Config learner() {
        return new Mamba2Config(8, 4, 4, 1, 1, 2, 4, 1e-3, 1e-1, 1);
    }

    @Override
    protected int lessons() {
        return 120;
    }
}
