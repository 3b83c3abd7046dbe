// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.testkit.EchoTaskPlugin.Flaw;

/** The kit passes a good task. */
class EchoTaskTest extends EchoTaskKit {

    EchoTaskTest() {
        super(Flaw.NONE);
    }
}
