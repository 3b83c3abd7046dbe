// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.NoConfig;
import org.seqmem.api.Plugin;

/** What plugins that have a flaw, to test a kit, have in common. */
interface FlawedPlugin extends Plugin<NoConfig> {

    @Override
    default String name() {
        return "flawed";
    }

    @Override
    default Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    default String summary() {
        return "right, or with a flaw";
    }
}
