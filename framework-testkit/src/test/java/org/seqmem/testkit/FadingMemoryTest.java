// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.testkit.FadingMemoryPlugin.Flaw;

/** The kit passes a good memory function. */
class FadingMemoryTest extends FadingMemoryKit {

    FadingMemoryTest() {
        super(Flaw.NONE);
    }
}
