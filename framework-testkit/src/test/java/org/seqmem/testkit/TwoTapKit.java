// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.TwoTapPlugin.Flaw;
import org.seqmem.testkit.TwoTapPlugin.TwoTapConfig;

/** The kit on a model with a given flaw. */
class TwoTapKit extends ModelCompatibilityKit<TwoTapConfig> {

    private final Flaw flaw;

    TwoTapKit(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    protected ModelPlugin<TwoTapConfig> plugin() {
        return new TwoTapPlugin();
    }

    @Override
    protected TwoTapConfig example() {
        return new TwoTapConfig(flaw);
    }
}
