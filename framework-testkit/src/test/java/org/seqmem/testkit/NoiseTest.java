// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.testkit.NoisePlugin.Flaw;

/** The kit passes a good input process. */
class NoiseTest extends NoiseKit {

    NoiseTest() {
        super(Flaw.NONE);
    }
}
