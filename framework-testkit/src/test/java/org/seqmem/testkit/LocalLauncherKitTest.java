// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.time.Duration;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.runtime.launch.LocalConfig;
import org.seqmem.runtime.launch.LocalLauncherPlugin;

/**
 * The launcher of the runtime, in this process: worker processes pass, too, but take ten times as
 * long to start, and the tests of the distribution start many.
 */
class LocalLauncherKitTest extends LauncherCompatibilityKit<LocalConfig> {

    @Override
    protected LauncherPlugin<LocalConfig> plugin() {
        return new LocalLauncherPlugin();
    }

    @Override
    protected LocalConfig example() {
        return new LocalConfig("1", "cpu", true, 3, Duration.ofMinutes(10), "256m", "auto");
    }
}
