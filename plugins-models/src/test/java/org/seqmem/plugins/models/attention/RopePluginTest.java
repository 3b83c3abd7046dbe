// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.testkit.PluginCompatibilityKit;

class RopePluginTest extends PluginCompatibilityKit<PositionEncodingPlugin<?>> {

    @Override
    protected PositionEncodingPlugin<?> plugin() {
        return new RopePlugin();
    }
}
