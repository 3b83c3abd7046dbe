// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.plugins.models.recurrent.LinearRnnConfig.Structure;
import org.seqmem.testkit.ModelCompatibilityKit;

class RealDiagonalLinearRnnPluginTest extends ModelCompatibilityKit<LinearRnnConfig> {

    @Override
    protected ModelPlugin<LinearRnnConfig> plugin() {
        return new LinearRnnPlugin();
    }

    @Override
    protected LinearRnnConfig example() {
        return new LinearRnnConfig(5, Structure.REAL_DIAGONAL, 0.95, 24, 1);
    }

    @Override
    protected LinearRnnConfig learner() {
        return new LinearRnnConfig(16, Structure.REAL_DIAGONAL, 0.9, 24, 1);
    }
}
