// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Optional;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class GruPluginTest extends ModelCompatibilityKit<GruConfig> {

    @Override
    protected ModelPlugin<GruConfig> plugin() {
        return new GruPlugin();
    }

    @Override
    protected GruConfig example() {
        return new GruConfig(
                5, 2, false, GruConfig.Reset.AFTER, RecurrentInit.UNIFORM, Optional.empty());
    }

    @Override
    protected GruConfig learner() {
        return new GruConfig(
                16, 1, false, GruConfig.Reset.AFTER, RecurrentInit.UNIFORM, Optional.empty());
    }
}
