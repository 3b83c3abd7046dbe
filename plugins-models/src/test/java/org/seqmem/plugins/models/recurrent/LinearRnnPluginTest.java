// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class LinearRnnPluginTest extends ModelCompatibilityKit<LinearRnnConfig> {

    @Override
    protected ModelPlugin<LinearRnnConfig> plugin() {
        return new LinearRnnPlugin();
    }

    @Override
    protected LinearRnnConfig example() {
        return new LinearRnnConfig(5, 0.95);
    }

    @Override
    protected LinearRnnConfig learner() {
        return new LinearRnnConfig(16, 0.95);
    }
}
