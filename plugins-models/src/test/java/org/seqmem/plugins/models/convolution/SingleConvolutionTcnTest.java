// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A temporal convolutional network with one convolution a block. */
class SingleConvolutionTcnTest extends ModelCompatibilityKit<TcnConfig> {

    @Override
    protected ModelPlugin<TcnConfig> plugin() {
        return new TcnPlugin();
    }

    @Override
    protected TcnConfig example() {
        return new TcnConfig(4, 3, 2, 1, 0, false, false);
    }

    @Override
    protected TcnConfig learner() {
        return new TcnConfig(16, 4, 2, 1, 0, true, true);
    }
}
