// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.task.TaskPlugin;
import org.seqmem.testkit.EchoTaskPlugin.EchoConfig;
import org.seqmem.testkit.EchoTaskPlugin.Flaw;

/** The kit on a task with a given flaw. */
class EchoTaskKit extends TaskCompatibilityKit<EchoConfig> {

    private final Flaw flaw;

    EchoTaskKit(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    protected TaskPlugin<EchoConfig> plugin() {
        return new EchoTaskPlugin();
    }

    @Override
    protected EchoConfig example() {
        return new EchoConfig(flaw);
    }
}
