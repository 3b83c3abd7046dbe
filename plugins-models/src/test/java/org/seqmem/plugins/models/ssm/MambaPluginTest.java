// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class MambaPluginTest extends ModelCompatibilityKit<MambaConfig> {

    @Override
    protected ModelPlugin<MambaConfig> plugin() {
        return new MambaPlugin();
    }

    @Override
    protected MambaConfig example() {
        return new MambaConfig(5, 3, 2, 2, 4, 1e-3, 1e-1, 1);
    }

    @Override
    protected MambaConfig learner() {
        return new MambaConfig(8, 4, 1, 2, 4, 1e-3, 1e-1, 1);
    }

    @Override
    protected int lessons() {
        return 120;
    }
}
