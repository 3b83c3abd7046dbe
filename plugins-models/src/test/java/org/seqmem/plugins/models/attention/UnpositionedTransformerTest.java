// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class UnpositionedTransformerTest extends ModelCompatibilityKit<TransformerConfig> {

    @Override
    protected ModelPlugin<TransformerConfig> plugin() {
        return new TransformerPlugin();
    }

    @Override
    protected TransformerConfig example() {
        return new TransformerConfig(
                6, 1, 2, 2, NormPlace.PRE, 0, new Use<>(new NonePlugin(), new NoConfig()));
    }

    @Override
    protected TransformerConfig learner() {
        return new TransformerConfig(
                16, 2, 2, 4, NormPlace.PRE, 0, new Use<>(new NonePlugin(), new NoConfig()));
    }

    /** It has to find out about positions by counting what the mask lets through. */
    @Override
    protected int lessons() {
        return 600;
    }
}
