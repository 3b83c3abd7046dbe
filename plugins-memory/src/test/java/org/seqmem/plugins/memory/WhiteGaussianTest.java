// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.testkit.InputProcessCompatibilityKit;

class WhiteGaussianTest extends InputProcessCompatibilityKit<WhiteGaussianConfig> {

    @Override
    protected WhiteGaussianPlugin plugin() {
        return new WhiteGaussianPlugin();
    }

    @Override
    protected WhiteGaussianConfig example() {
        return new WhiteGaussianConfig(0.25);
    }
}
