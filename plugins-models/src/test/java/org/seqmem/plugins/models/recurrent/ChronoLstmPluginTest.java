// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Optional;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class ChronoLstmPluginTest extends ModelCompatibilityKit<LstmConfig> {

    @Override
    protected ModelPlugin<LstmConfig> plugin() {
        return new LstmPlugin();
    }

    @Override
    protected LstmConfig example() {
        return new LstmConfig(5, 2, true, RecurrentInit.ORTHOGONAL, 1, Optional.of(9));
    }

    @Override
    protected LstmConfig learner() {
        return new LstmConfig(16, 1, false, RecurrentInit.IDENTITY, 1, Optional.of(24));
    }
}
