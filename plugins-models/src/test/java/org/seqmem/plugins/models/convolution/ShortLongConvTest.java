// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import java.util.Optional;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A kernel that ends before the sequences do. */
class ShortLongConvTest extends ModelCompatibilityKit<LongConvConfig> {

    @Override
    protected ModelPlugin<LongConvConfig> plugin() {
        return new LongConvPlugin();
    }

    @Override
    protected LongConvConfig example() {
        return new LongConvConfig(Optional.of(5));
    }

    /** A transform lets rounding through, in single precision some 1e-7 of the largest output. */
    @Override
    protected double leakTolerance() {
        return 1e-6;
    }
}
