// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class StableRnnPluginTest extends ModelCompatibilityKit<RnnConfig> {

    @Override
    protected ModelPlugin<RnnConfig> plugin() {
        return new RnnPlugin();
    }

    @Override
    protected RnnConfig example() {
        return new RnnConfig(5, 2, true, RnnCell.STABLE_SOFTPLUS, RecurrentInit.UNIFORM, 1);
    }

    @Override
    protected RnnConfig learner() {
        return new RnnConfig(16, 1, false, RnnCell.STABLE_SOFTPLUS, RecurrentInit.UNIFORM, 1);
    }
}
