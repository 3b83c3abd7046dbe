// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.Use;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.runtime.plugin.PluginDefaults;

/**
 * What a file says of how its trials are run, which is no part of their identity. Defaults stand in
 * {@code reference.conf} under {@code seqmem.run}.
 *
 * @param launcher where trials run
 * @param publishers where meters can be read
 * @param run when a run ends, and how its trials are run
 */
public record RunSettings(
        Use<LauncherPlugin<?>> launcher, List<Use<PublisherPlugin<?>>> publishers, RunRules run) {

    /** Copies the publishers. */
    public RunSettings {
        publishers = List.copyOf(publishers);
    }

    /**
     * Binds the blocks {@code launcher}, {@code publishers} and {@code run} of a file.
     *
     * @return empty if something is wrong with them, which the file's problems then say
     */
    public static Optional<RunSettings> of(
            ExperimentFile file, Binder binder, PluginDefaults defaults) {
        Map<String, ConfigValue> given = new HashMap<>();
        file.launcher().ifPresent(value -> given.put("launcher", value));
        file.publishers().ifPresent(value -> given.put("publishers", value));
        file.run().ifPresent(value -> given.put("run", value));
        ConfigObject block = ConfigValueFactory.fromMap(given);
        ConfigObject below = defaults.of(RunSettings.class, "run");
        return binder.bind(RunSettings.class, block, below, "", file.problems()).map(Bound::value);
    }
}
