// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.testkit.TwoTapPlugin.Flaw;

/** The kit passes a good model. */
class TwoTapModelTest extends TwoTapKit {

    TwoTapModelTest() {
        super(Flaw.NONE);
    }
}
