// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Optional;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class ResetBeforeGruPluginTest extends ModelCompatibilityKit<GruConfig> {

    @Override
    protected ModelPlugin<GruConfig> plugin() {
        return new GruPlugin();
    }

    @Override
    protected GruConfig example() {
        return new GruConfig(
                5, 2, true, GruConfig.Reset.BEFORE, RecurrentInit.ORTHOGONAL, Optional.of(9));
    }

    @Override
    protected GruConfig learner() {
        return new GruConfig(
                8, 1, false, GruConfig.Reset.BEFORE, RecurrentInit.UNIFORM, Optional.empty());
    }
}
